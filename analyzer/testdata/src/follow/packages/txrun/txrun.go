// Package txrun opens, ends and runs transactions for other packages.
package txrun

import (
	"context"
	"database/sql"
	"errors"
)

// Begin opens.
func Begin(ctx context.Context, db *sql.DB) (*sql.Tx, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return nil, errors.Join(errors.New("begin"), err)
	}
	return tx, nil
}

// Rollback ends and drops the error that says that it has ended.
func Rollback(tx *sql.Tx) {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		println(err.Error())
	}
}

// Commit ends.
func Commit(ctx context.Context, what string, tx *sql.Tx) error {
	if err := tx.Commit(); err != nil {
		return errors.Join(errors.New(what), err)
	}
	return nil
}

// In runs.
func In(ctx context.Context, db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := Begin(ctx, db)
	if err != nil {
		return err
	}
	defer Rollback(tx)
	if err := fn(tx); err != nil {
		return err
	}
	return Commit(ctx, "in", tx)
}

// Value runs and returns what the callback returns.
func Value[T any](ctx context.Context, db *sql.DB, fn func(*sql.Tx) (T, error)) (T, error) {
	var out T
	err := In(ctx, db, func(tx *sql.Tx) error {
		v, err := fn(tx)
		out = v
		return err
	})
	return out, err
}

type key struct{}

// Ctx runs with the transaction in the context.
func Ctx(ctx context.Context, db *sql.DB, fn func(context.Context) error) error {
	return In(ctx, db, func(tx *sql.Tx) error {
		return fn(context.WithValue(ctx, key{}, tx))
	})
}

// Exec executes on the transaction of the context.
func Exec(ctx context.Context, query string) error {
	tx, ok := ctx.Value(key{}).(*sql.Tx)
	if !ok {
		return errors.New("no transaction")
	}
	_, err := tx.ExecContext(ctx, query)
	return err
}
