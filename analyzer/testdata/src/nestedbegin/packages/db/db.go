// Package db opens transactions.
package db

import (
	"context"
	"database/sql"
)

type DB struct{ pool *sql.DB }

func New(pool *sql.DB) *DB { return &DB{pool: pool} }

func (d *DB) InTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := d.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}
