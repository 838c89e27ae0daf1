// Package postgres runs transactions.
package postgres

import (
	"context"
	"database/sql"

	"follow/runners/port"
)

type key struct{}

// Runner is a port.TxRunner.
type Runner struct{ db *sql.DB }

// New returns one.
func New(db *sql.DB) *Runner { return &Runner{db} }

// InTx runs fn inside a transaction.
func (r *Runner) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(context.WithValue(ctx, key{}, tx)); err != nil {
		return err
	}
	return tx.Commit()
}

type hidden struct{ Runner }

// Hidden returns the interface.
func Hidden(db *sql.DB) port.TxRunner { return &hidden{Runner{db}} }
