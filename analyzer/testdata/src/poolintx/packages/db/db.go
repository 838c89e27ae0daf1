// Package db has the pool.
package db

import (
	"context"
	"database/sql"
)

type DB struct {
	*sql.DB
	Name string
}

var Global *DB

func Get() *DB { return Global }

func (db *DB) Pool() *sql.DB { return db.DB }

func (db *DB) InTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
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

func Exec(ctx context.Context, query string) error {
	_, err := Global.ExecContext(ctx, query)
	return err
}

func InTx(ctx context.Context, fn func(tx *sql.Tx) error) error { return Global.InTx(ctx, fn) }
