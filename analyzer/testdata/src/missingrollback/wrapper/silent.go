// Package wrapper wraps transactions in types of its own.
package wrapper

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Tx adds hooks to an embedded transaction; its Rollback is the promoted one.
type Tx struct {
	*sql.Tx
	after []func()
}

// Commit commits and runs the hooks.
func (t *Tx) Commit() error {
	if err := t.Tx.Commit(); err != nil {
		return err
	}
	for _, f := range t.after {
		f()
	}
	return nil
}

// DB wraps a pool.
type DB struct{ *sql.DB }

// Begin opens a wrapped transaction.
func (db DB) Begin(ctx context.Context) (*Tx, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Tx{Tx: tx}, nil
}

// Right: the promoted method is deferred.
func promoted(ctx context.Context, db DB, id int64) error {
	tx, err := db.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the transaction within is ended.
func within(ctx context.Context, db DB, id int64) error {
	tx, err := db.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Unit is a transaction whose only end is one method.
type Unit struct {
	tx  *sql.Tx
	err error
}

// NewUnit opens a unit of work.
func NewUnit(db *sql.DB) (*Unit, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	return &Unit{tx: tx}, nil
}

// Add runs a statement unless one failed before.
func (u *Unit) Add(id int64) {
	if u.err == nil {
		_, u.err = u.tx.Exec(insert, id)
	}
}

// Done commits, or rolls back where a statement failed.
func (u *Unit) Done() error {
	if u.err != nil {
		return errors.Join(u.err, u.tx.Rollback())
	}
	return u.tx.Commit()
}

// Commit commits.
func (u *Unit) Commit() error { return u.tx.Commit() }

// Rollback rolls back.
func (u *Unit) Rollback() { _ = u.tx.Rollback() }

// Right: one method ends it either way.
func unit(db *sql.DB, ids []int64) error {
	u, err := NewUnit(db)
	if err != nil {
		return err
	}
	for _, id := range ids {
		u.Add(id)
	}
	return u.Done()
}

// Right: Rollback of the wrapper returns nothing.
func unitByHand(db *sql.DB, id int64) error {
	u, err := NewUnit(db)
	if err != nil {
		return err
	}
	if u.Add(id); u.err != nil {
		u.Rollback()
		return fmt.Errorf("unit: %w", u.err)
	}
	return u.Commit()
}

// Right: a local wrapper around what this function opened; its method ends it.
func localUnit(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	u := &Unit{tx: tx}
	defer u.Rollback()
	u.Add(id)
	if u.err != nil {
		return u.err
	}
	return tx.Commit()
}

// Right: a wrapper by value in a struct of structs.
func nestedWrapper(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	w := struct{ inner Tx }{Tx{Tx: tx}}
	defer func() { _ = w.inner.Rollback() }()
	if _, err := w.inner.Exec(insert, id); err != nil {
		return err
	}
	return w.inner.Commit()
}
