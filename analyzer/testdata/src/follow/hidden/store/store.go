// Package store implements the ports of the database.
package store

import (
	"context"
	"database/sql"

	"follow/hidden/port"
)

type transactor struct{ db *sql.DB }

// New returns what runs callbacks in transactions of db.
func New(db *sql.DB) port.Transactor { return &transactor{db} }

func (t *transactor) InTx(ctx context.Context, fn func(port.Orders) error) error {
	tx, err := t.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(orders{tx}); err != nil {
		return err
	}
	return tx.Commit()
}

type orders struct{ tx *sql.Tx }

func (o orders) Pay(ctx context.Context, id int) error {
	_, err := o.tx.ExecContext(ctx, "UPDATE orders SET paid = 1 WHERE id = ?", id)
	return err
}
