// Package store is the framework side: it knows no carrier.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
)

type txKey struct{}

// Runner runs callbacks in a transaction; the transaction travels in the context.
type Runner interface {
	RunInTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// DB is the Runner.
type DB struct{ pool *sql.DB }

func Open(pool *sql.DB) *DB { return &DB{pool: pool} }

func (d *DB) RunInTx(ctx context.Context, fn func(ctx context.Context) error) (err error) {
	if _, ok := ctx.Value(txKey{}).(*sql.Tx); ok {
		return fn(ctx)
	}
	tx, err := d.pool.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	done := false
	defer func() {
		if !done {
			if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
				slog.Error("rollback", "err", rerr)
			}
		}
	}()
	if err := fn(context.WithValue(ctx, txKey{}, tx)); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	done = true
	return nil
}

type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func (d *DB) conn(ctx context.Context) execer {
	if tx, ok := ctx.Value(txKey{}).(*sql.Tx); ok {
		return tx
	}
	return d.pool
}

// Parcels is a repository that joins the transaction of ctx.
type Parcels struct{ db *DB }

func NewParcels(db *DB) *Parcels { return &Parcels{db: db} }

func (p *Parcels) Insert(ctx context.Context, code string) error {
	_, err := p.db.conn(ctx).ExecContext(ctx, `INSERT INTO parcels (code) VALUES ($1)`, code)
	return err
}

// Retrying is a decorator of a Runner.
type Retrying struct{ Next Runner }

func (r Retrying) RunInTx(ctx context.Context, fn func(ctx context.Context) error) error {
	var err error
	for range 3 {
		if err = r.Next.RunInTx(ctx, fn); err == nil {
			return nil
		}
	}
	return err
}
