// Package joins: a function that runs its callback in the transaction that it is
// handed, or else in one of its own.
package joins

import (
	"context"
	"database/sql"
)

type writer interface {
	do(db *sql.DB, tx *sql.Tx, fn func(tx *sql.Tx) error) error
}

type direct struct{}

func (direct) do(db *sql.DB, tx *sql.Tx, fn func(tx *sql.Tx) error) error {
	if tx == nil {
		return inTx(db, fn)
	}
	return fn(tx)
}

type task struct {
	tx   *sql.Tx
	fn   func(tx *sql.Tx) error
	done chan error
}

type queued struct{ tasks chan task }

func (q *queued) do(db *sql.DB, tx *sql.Tx, fn func(tx *sql.Tx) error) error {
	if tx == nil {
		return inTx(db, fn)
	}
	t := task{tx, fn, make(chan error, 1)}
	select {
	case q.tasks <- t:
	default:
	}
	return nil
}

func inTx(db *sql.DB, fn func(tx *sql.Tx) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

type updater struct{ tx *sql.Tx }

func newUpdater(ctx context.Context, tx *sql.Tx) (*updater, error) {
	if _, err := tx.ExecContext(ctx, "SELECT 1"); err != nil {
		tx.Rollback()
		return nil, err
	}
	return &updater{tx}, nil
}

type database struct {
	db *sql.DB
	w  writer
}

// update hands its transaction to a callback that keeps it.
func (d *database) update(ctx context.Context) (*updater, error) {
	tx, err := d.db.Begin()
	if err != nil {
		return nil, err
	}
	var u *updater
	_ = d.w.do(d.db, tx, func(tx *sql.Tx) error {
		u, err = newUpdater(ctx, tx)
		return err
	})
	return u, err
}

// own has the writer begin.
func (d *database) own(ctx context.Context) error {
	return d.w.do(d.db, nil, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "SELECT 1")
		return err
	})
}

// before leaks its transaction before anybody has it.
func (d *database) before(ctx context.Context) error {
	tx, err := d.db.Begin()
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err // want:missing-rollback
	}
	err = d.w.do(d.db, tx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "SELECT 1")
		return err
	})
	if err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}
