// Package ctxmanager has a manager whose methods find the transaction in the
// context, and stores that do.
package ctxmanager

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"
)

type key int

const txKey key = 1

type Database struct{ db *sql.DB }

func (d *Database) Begin(ctx context.Context, write bool) (context.Context, error) {
	if tx, _ := current(ctx); tx != nil {
		return nil, errors.New("already in a transaction")
	}
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: !write})
	if err != nil {
		return nil, err
	}
	return context.WithValue(ctx, txKey, tx), nil
}

func (d *Database) Commit(ctx context.Context) error {
	tx, err := current(ctx)
	if err != nil {
		return err
	}
	return tx.Commit()
}

func (d *Database) Rollback(ctx context.Context) error {
	tx, err := current(ctx)
	if err != nil {
		return err
	}
	return tx.Rollback()
}

func current(ctx context.Context) (*sql.Tx, error) {
	tx, ok := ctx.Value(txKey).(*sql.Tx)
	if !ok || tx == nil {
		return nil, errors.New("not in a transaction")
	}
	return tx, nil
}

type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func (d *Database) conn(ctx context.Context) execer {
	if tx, err := current(ctx); err == nil {
		return tx
	}
	return d.db
}

func (d *Database) Destroy(ctx context.Context, id int) error {
	_, err := d.conn(ctx).ExecContext(ctx, "DELETE FROM scenes WHERE id = ?", id)
	return err
}

func right(ctx context.Context, d *Database) error {
	inTx, err := d.Begin(ctx, true)
	if err != nil {
		return err
	}
	if err := d.Destroy(inTx, 1); err != nil {
		_ = d.Rollback(inTx)
		_, _ = http.Get("https://example.com/failed")
		return err
	}
	if err := d.Commit(inTx); err != nil {
		return err
	}
	_, err = http.Get("https://example.com/done")
	return err
}

func wrong(ctx context.Context, d *Database) error {
	inTx, err := d.Begin(ctx, true)
	if err != nil {
		return err
	}
	if err := d.Destroy(inTx, 1); err != nil {
		return err // want:missing-rollback
	}
	_, _ = http.Get("https://example.com/inside") // want:http-in-tx
	if err := d.Destroy(ctx, 2); err != nil {     // want:pool-in-tx
		_ = d.Rollback(inTx)
		return err
	}
	return d.Commit(inTx)
}

// A context that is made from the one with the transaction has it, too.
func derived(ctx context.Context, d *Database) error {
	inTx, err := d.Begin(ctx, true)
	if err != nil {
		return err
	}
	short, cancel := context.WithTimeout(inTx, time.Second)
	defer cancel()
	if err := d.Destroy(short, 1); err != nil {
		_ = d.Rollback(short)
		return err
	}
	d.Destroy(short, 2) // want:swallowed-error
	return d.Commit(short)
}

func after(ctx context.Context, d *Database) error {
	inTx, err := d.Begin(ctx, true)
	if err != nil {
		return err
	}
	if err := d.Commit(inTx); err != nil {
		return err
	}
	return d.Destroy(inTx, 1) // want:use-after-end
}

// inTx is a runner whose callback finds the transaction in its context.
func inTx(ctx context.Context, d *Database, fn func(ctx context.Context) error) (err error) {
	txCtx, err := d.Begin(ctx, true)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = d.Rollback(txCtx)
			panic(p)
		}
		if err != nil {
			_ = d.Rollback(txCtx)
			return
		}
		err = d.Commit(txCtx)
	}()
	return fn(txCtx)
}

func run(ctx context.Context, d *Database) error {
	return inTx(ctx, d, func(ctx context.Context) error {
		if err := d.Destroy(ctx, 1); err != nil {
			return err
		}
		_, err := http.Get("https://example.com/inside") // want:http-in-tx
		return err
	})
}

// What else a context has is no transaction.
type user struct{}

func name(ctx context.Context) string {
	n, _ := ctx.Value(user{}).(string)
	return n
}

func named(ctx context.Context, d *Database) error {
	inTx, err := d.Begin(context.WithValue(ctx, user{}, "ann"), true)
	if err != nil {
		return err
	}
	if name(inTx) == "" {
		return errors.Join(errors.New("nobody"), d.Rollback(inTx))
	}
	return d.Commit(inTx)
}
