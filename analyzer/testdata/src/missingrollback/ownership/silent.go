// Package ownership hands its transactions on to someone else.
package ownership

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"testing"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

type key struct{}

// Right: the transaction is the caller's now.
func open(ctx context.Context, db *sql.DB) (*sql.Tx, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, "SET LOCAL role TO app"); err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return tx, nil
}

type session struct {
	tx *sql.Tx
	n  int
}

// Right: returned inside a struct.
func openSession(db *sql.DB) (*session, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	return &session{tx: tx}, nil
}

// Right: returned inside a struct by value, set field by field.
func openValue(db *sql.DB) (s session, err error) {
	tx, err := db.Begin()
	if err != nil {
		return s, err
	}
	s.tx = tx
	s.n++
	return s, nil
}

// Right: stored in the receiver, directly from the opener.
func (s *session) begin(ctx context.Context, db *sql.DB) (err error) {
	s.tx, err = db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	s.n++
	if s.n > 10 {
		return errors.New("too many")
	}
	return nil
}

// Right: put into a context that is returned.
func withTx(ctx context.Context, db *sql.DB) (context.Context, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return ctx, err
	}
	return context.WithValue(ctx, key{}, tx), nil
}

var (
	current *sql.Tx
	mu      sync.Mutex
	byName  = map[string]*sql.Tx{}
	all     []*sql.Tx
)

// Right: a global.
func setCurrent(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	current = tx
	return nil
}

// Right: a map, from which another function takes it.
func register(db *sql.DB, name string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	mu.Lock()
	defer mu.Unlock()
	byName[name] = tx
	return nil
}

// Right: a slice.
func collect(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	all = append(all, tx)
	return nil
}

// Right: a slice that is returned, filled a turn at a time.
func openAll(dbs []*sql.DB) ([]*sql.Tx, error) {
	var txs []*sql.Tx
	for _, db := range dbs {
		tx, err := db.Begin()
		if err != nil {
			return txs, err
		}
		txs = append(txs, tx)
	}
	return txs, nil
}

// Right: a channel with room, or back to the pool.
func send(db *sql.DB, idle chan<- *sql.Tx) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	select {
	case idle <- tx:
		return nil
	default:
		return tx.Rollback()
	}
}

// Right: captured by a closure that is returned.
func starter(db *sql.DB) (func(id int64) error, func() error, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, nil, err
	}
	step := func(id int64) error {
		_, err := tx.Exec(insert, id)
		return err
	}
	return step, func() error { return tx.Commit() }, nil
}

type hooks struct{ atEnd []func() }

// Right: captured by a closure that is stored.
func (h *hooks) begin(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	h.atEnd = append(h.atEnd, func() { tx.Rollback() })
	_, err = tx.Exec(insert, 1)
	return err
}

// Right: a bound method that is stored.
func (h *hooks) beginBound(db *sql.DB, closers *[]func() error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	*closers = append(*closers, tx.Rollback)
	return nil
}

// Right: the test ends it.
func forTest(t *testing.T, db *sql.DB) *sql.Tx {
	t.Helper()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tx.Rollback() })
	if _, err := tx.Exec(insert, 1); err != nil {
		t.Fatal(err)
	}
	return tx
}

type sink interface {
	Take(tx *sql.Tx, name string) error
}

// Right: passed to a method whose body is not known.
func pass(db *sql.DB, s sink) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	return s.Take(tx, "orders")
}

// Right: stored through a pointer of the caller's.
func into(db *sql.DB, out **sql.Tx) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	*out = tx
	return nil
}

// Right: handed to a function that stores it.
func indirect(db *sql.DB, s *session) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	s.adopt(tx)
	return nil
}

func (s *session) adopt(tx *sql.Tx) { s.tx = tx }

// Right: a goroutine owns it and ends it.
func background(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	go func() {
		defer tx.Rollback()
		if _, err := tx.Exec(insert, id); err != nil {
			return
		}
		_ = tx.Commit()
	}()
	return nil
}

// Right: a named function is started with it, and ends it.
func backgroundNamed(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	go finish(tx, id)
	return nil
}

func finish(tx *sql.Tx, id int64) {
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return
	}
	_ = tx.Commit()
}

// Right: a goroutine waits for the context, and ends it then.
func untilCancelled(ctx context.Context, db *sql.DB) (*session, error) {
	tx, err := db.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { tx.Rollback() })
	if _, err := tx.Exec(insert, 1); err != nil {
		stop()
		return nil, errors.Join(err, tx.Rollback())
	}
	return &session{tx: tx}, nil
}
