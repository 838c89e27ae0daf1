// Package wrapperhandles has handles of the user's own whose commit and rollback end in those of database/sql.
package wrapperhandles

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Unit wraps a transaction in a field.
type Unit struct {
	tx   *sql.Tx
	done bool
}

// Begin opens.
func Begin(ctx context.Context, db *sql.DB) (*Unit, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Unit{tx: tx}, nil
}

// Exec executes.
func (u *Unit) Exec(ctx context.Context, query string) error {
	_, err := u.tx.ExecContext(ctx, query)
	return err
}

// Commit ends.
func (u *Unit) Commit() error {
	u.done = true
	return u.tx.Commit()
}

// Close rolls back unless it was committed.
func (u *Unit) Close() error {
	if u.done {
		return nil
	}
	return u.tx.Rollback()
}

// Between Begin and Commit it is inside.
func useUnit(ctx context.Context, db *sql.DB) error {
	if err := ping(); err != nil {
		return err
	}
	u, err := Begin(ctx, db)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer u.Close()
	if err := u.Exec(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if err := u.Commit(); err != nil {
		return errors.Join(err, ping())
	}
	return ping()
}

// Embedding wraps too: commit and rollback are promoted.
type Session struct {
	*sql.Tx
	name string
}

func newSession(ctx context.Context, db *sql.DB) (Session, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return Session{}, err
	}
	return Session{tx, "s"}, nil
}

func useSession(ctx context.Context, db *sql.DB) error {
	s, err := newSession(ctx, db)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer s.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := s.ExecContext(ctx, "INSERT INTO names VALUES (?)", s.name); err != nil {
		return err
	}
	if err := s.Commit(); err != nil {
		return err
	}
	return ping()
}

// An interface of the user's with commit and rollback, whose type is seen here.
type Tx interface {
	Exec(ctx context.Context, query string) error
	Commit() error
	Rollback() error
}

type sqlTx struct{ tx *sql.Tx }

func (t *sqlTx) Exec(ctx context.Context, query string) error {
	_, err := t.tx.ExecContext(ctx, query)
	return err
}

func (t *sqlTx) Commit() error   { return t.tx.Commit() }
func (t *sqlTx) Rollback() error { return t.tx.Rollback() }

func open(ctx context.Context, db *sql.DB) (Tx, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &sqlTx{tx}, nil
}

func useInterface(ctx context.Context, db *sql.DB) error {
	tx, err := open(ctx, db)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer tx.Rollback()
	if err := tx.Exec(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}

// The transaction with its commit and rollback as function values.
func beginFuncs(ctx context.Context, db *sql.DB) (tx *sql.Tx, commit, rollback func() error, err error) {
	tx, err = db.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	return tx, tx.Commit, tx.Rollback, nil
}

func useFuncs(ctx context.Context, db *sql.DB) error {
	tx, commit, rollback, err := beginFuncs(ctx, db)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if err := commit(); err != nil {
		return err
	}
	return ping()
}

// A store that is bound to the transaction: a region is where the transaction is, not where the store is.
type queries struct {
	db interface {
		ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	}
}

func newQueries(db *sql.DB) *queries { return &queries{db} }

func (q *queries) withTx(tx *sql.Tx) *queries { return &queries{tx} }

func (q *queries) insert(ctx context.Context) error {
	_, err := q.db.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}

func (q *queries) insertAndPing(ctx context.Context) error {
	if err := q.insert(ctx); err != nil {
		return err
	}
	return ping()
}

func useQueries(ctx context.Context, db *sql.DB) error {
	if err := newQueries(db).insertAndPing(ctx); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	q := newQueries(db).withTx(tx)
	if err := q.insert(ctx); err != nil {
		return err
	}
	if err := q.insertAndPing(ctx); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return newQueries(db).insertAndPing(ctx)
}

// A runner that hands its callback the wrapped handle.
func inUnit(ctx context.Context, db *sql.DB, fn func(*Unit) error) error {
	u, err := Begin(ctx, db)
	if err != nil {
		return err
	}
	defer u.Close()
	if err := fn(u); err != nil {
		return err
	}
	return u.Commit()
}

// A runner that hands it a store.
func inQueries(ctx context.Context, db *sql.DB, fn func(*queries) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(newQueries(db).withTx(tx)); err != nil {
		return err
	}
	return tx.Commit()
}

func useRunners(ctx context.Context, db *sql.DB) error {
	err := inUnit(ctx, db, func(u *Unit) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		return u.Exec(ctx, "UPDATE orders SET told = 1")
	})
	if err != nil {
		return err
	}
	if err := ping(); err != nil {
		return err
	}
	err = inQueries(ctx, db, func(q *queries) error {
		if err := q.insert(ctx); err != nil {
			return err
		}
		return q.insertAndPing(ctx) // want:http-in-tx
	})
	if err != nil {
		return err
	}
	return inQueries(ctx, db, (*queries).insertTwice)
}

func (q *queries) insertTwice() error {
	ctx := context.Background()
	if err := q.insert(ctx); err != nil {
		return err
	}
	return q.insert(ctx)
}

// A runner that is a method of the handle: the handle is made first, and open only while it runs.
type Txn struct{ db *sql.DB }

func newTxn(db *sql.DB) *Txn { return &Txn{db} }

// Do runs.
func (t *Txn) Do(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := t.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func useTxn(ctx context.Context, db *sql.DB) error {
	txn := newTxn(db)
	if err := ping(); err != nil {
		return err
	}
	err := txn.Do(ctx, func(tx *sql.Tx) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
	if err != nil {
		return err
	}
	return ping()
}
