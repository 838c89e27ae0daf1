// Package txrun opens, ends and runs transactions for others, in the ways that
// projects do.
package txrun

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Do runs fn in a transaction.
func Do(ctx context.Context, db *sql.DB, fn func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Value runs fn in a transaction and returns what it returns.
func Value[T any](ctx context.Context, db *sql.DB, fn func(*sql.Tx) (T, error)) (v T, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return v, err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			err = errors.Join(err, tx.Rollback())
			return
		}
		err = tx.Commit()
	}()
	return fn(tx)
}

// Retry runs fn until it succeeds, each time in a transaction of its own.
func Retry(ctx context.Context, db *sql.DB, n int, fn func(*sql.Tx) error) error {
	var err error
	for range n {
		if err = Do(ctx, db, fn); err == nil {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("after %d attempts: %w", n, err)
}

// Begin is an opener.
func Begin(ctx context.Context, db *sql.DB) (*sql.Tx, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	if _, err := tx.ExecContext(ctx, "SET LOCAL lock_timeout = '1s'"); err != nil {
		_ = tx.Rollback()
		return nil, fmt.Errorf("lock_timeout: %w", err)
	}
	return tx, nil
}

// Open returns the transaction with what ends it.
func Open(ctx context.Context, db *sql.DB) (tx *sql.Tx, commit func() error, rollback func(), err error) {
	tx, err = db.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	return tx, tx.Commit, func() { _ = tx.Rollback() }, nil
}

// Finish ends tx by *err.
func Finish(tx *sql.Tx, err *error) {
	if *err != nil {
		_ = tx.Rollback()
		return
	}
	*err = tx.Commit()
}

// Rollback ends tx and drops what can be dropped.
func Rollback(tx *sql.Tx, warn func(error)) {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		warn(err)
	}
}

// A Unit carries a transaction that others end.
type Unit struct {
	Tx   *sql.Tx
	done bool
}

// NewUnit hands the transaction on to the caller.
func NewUnit(ctx context.Context, db *sql.DB) (*Unit, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Unit{Tx: tx}, nil
}

// Commit ends the unit.
func (u *Unit) Commit() error {
	if u.done {
		return sql.ErrTxDone
	}
	u.done = true
	return u.Tx.Commit()
}

// Close ends the unit unless it was committed.
func (u *Unit) Close() error {
	if u.done {
		return nil
	}
	u.done = true
	return u.Tx.Rollback()
}
