// Package sessions has handles that end their transaction when they are closed,
// released or discarded.
package sessions

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

var errEmpty = errors.New("empty order")

// Session becomes a transaction with Begin, as an ORM's session does.
type Session struct {
	db *sql.DB
	tx *sql.Tx
}

// Begin opens the transaction of the session.
func (s *Session) Begin() (err error) {
	s.tx, err = s.db.Begin()
	return err
}

// Commit commits it.
func (s *Session) Commit() error {
	err := s.tx.Commit()
	s.tx = nil
	return err
}

// Rollback rolls it back.
func (s *Session) Rollback() error { return s.tx.Rollback() }

// Close rolls back what is left open.
func (s *Session) Close() error {
	if s.tx == nil {
		return nil
	}
	return s.tx.Rollback()
}

func (s *Session) insert(id int64) error {
	_, err := s.tx.Exec(insert, id)
	return err
}

// Right: closed by its defer, which stands above the opening.
func closed(db *sql.DB, id int64) error {
	sess := &Session{db: db}
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	if err := sess.insert(id); err != nil {
		return err
	}
	return sess.Commit()
}

// Right: closed in a closure that looks at the error.
func closedInClosure(db *sql.DB, id int64) (err error) {
	sess := &Session{db: db}
	defer func() {
		if cerr := sess.Close(); cerr != nil && err == nil {
			err = cerr
		}
	}()
	if err := sess.Begin(); err != nil {
		return err
	}
	if err := sess.insert(id); err != nil {
		return err
	}
	return sess.Commit()
}

// Txn is opened with its creation; Discard does nothing after Commit.
type Txn struct{ inner *sql.Tx }

// NewTxn opens a transaction.
func NewTxn(ctx context.Context, db *sql.DB, readOnly bool) (*Txn, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: readOnly})
	if err != nil {
		return nil, err
	}
	return &Txn{inner: tx}, nil
}

// Commit commits.
func (t *Txn) Commit() error { return t.inner.Commit() }

// Rollback rolls back.
func (t *Txn) Rollback() error { return t.inner.Rollback() }

// Discard rolls back and has no result.
func (t *Txn) Discard() {
	if t != nil {
		_ = t.Rollback()
	}
}

// Release is Discard, two calls away from the transaction.
func (t *Txn) Release() { t.Discard() }

func (t *Txn) insert(ctx context.Context, id int64) error {
	_, err := t.inner.ExecContext(ctx, insert, id)
	return err
}

// Right: discarded.
func discarded(ctx context.Context, db *sql.DB, id int64) error {
	txn, err := NewTxn(ctx, db, false)
	if err != nil {
		return err
	}
	defer txn.Discard()
	if err := txn.insert(ctx, id); err != nil {
		return err
	}
	return txn.Commit()
}

// Right: released by hand.
func released(ctx context.Context, db *sql.DB, id int64) error {
	txn, err := NewTxn(ctx, db, false)
	if err != nil {
		return err
	}
	if err := txn.insert(ctx, id); err != nil {
		txn.Release()
		return err
	}
	return txn.Commit()
}

// Right: the deferred Discard above the check asks for nil itself.
func discardedAbove(ctx context.Context, db *sql.DB) error {
	txn, err := NewTxn(ctx, db, true)
	defer txn.Discard()
	if err != nil {
		return err
	}
	return txn.insert(ctx, 1)
}

// Wrong: discarded on one way only.
func leaks(ctx context.Context, db *sql.DB, id int64) error {
	txn, err := NewTxn(ctx, db, false)
	if err != nil {
		return err
	}
	if id == 0 {
		return errEmpty // want:missing-rollback
	}
	defer txn.Discard()
	if err := txn.insert(ctx, id); err != nil {
		return err
	}
	return txn.Commit()
}

// Loose is a handle whose Close ends nothing: it closes the rows.
type Loose struct {
	*sql.Tx
	rows *sql.Rows
}

// Close closes the rows.
func (l *Loose) Close() error {
	if l.rows == nil {
		return nil
	}
	return l.rows.Close()
}

// Wrong: what is deferred is a Close, and ends no transaction.
func closesRows(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	l := &Loose{Tx: tx}
	defer l.Close()
	if _, err := l.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return l.Commit()
}

// Wrong: the session is closed on one way only.
func leavesOpen(db *sql.DB, id int64) error {
	sess := &Session{db: db}
	if err := sess.Begin(); err != nil {
		return err
	}
	if err := sess.insert(id); err != nil {
		return err // want:missing-rollback
	}
	return sess.Commit()
}

func (s *Store) session() *Session { return &Session{db: s.db} }

// Store makes sessions.
type Store struct {
	db   *sql.DB
	sess *Session
}

// Right: rolled back by hand. Wrong: a sleep in between, and the pool.
func (s *Store) byHand(id int64) error {
	sess := s.session()
	if err := sess.Begin(); err != nil {
		time.Sleep(time.Millisecond)
		return err
	}
	if err := sess.insert(id); err != nil {
		return errors.Join(err, sess.Rollback())
	}
	time.Sleep(time.Millisecond)                     // want:sleep-in-tx
	if _, err := s.db.Exec(insert, id); err != nil { // want:pool-in-tx
		_ = sess.Rollback()
		return err
	}
	if err := sess.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Millisecond)
	return nil
}

// Right: others have the session, and end its transaction.
func (s *Store) start() error {
	if err := s.sess.Begin(); err != nil {
		return err
	}
	return s.sess.insert(0)
}

func (s *Store) shared() *Session { return s.sess }

// Right: got from where others have it, too.
func (s *Store) startShared() error {
	sess := s.shared()
	if err := sess.Begin(); err != nil {
		return err
	}
	return sess.insert(0)
}

// Right: handed on with the session.
func (s *Store) started() (*Session, error) {
	sess := s.session()
	if err := sess.Begin(); err != nil {
		return nil, err
	}
	if err := sess.insert(1); err != nil {
		_ = sess.Close()
		return nil, err
	}
	return sess, nil
}

// Wrong: that one is lost.
func (s *Store) loses(id int64) error {
	sess, err := s.started()
	if err != nil {
		return err
	}
	if err := sess.insert(id); err != nil {
		return err // want:missing-rollback
	}
	return sess.Commit()
}
