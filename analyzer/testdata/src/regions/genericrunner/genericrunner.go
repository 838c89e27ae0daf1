// Package genericrunner has generic runners of the user's own.
package genericrunner

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// WithTx runs fn and returns what it returns.
func WithTx[T any](db *sql.DB, fn func(*sql.Tx) (T, error)) (T, error) {
	var zero T
	tx, err := db.Begin()
	if err != nil {
		return zero, err
	}
	defer tx.Rollback()
	v, err := fn(tx)
	if err != nil {
		return zero, err
	}
	if err := tx.Commit(); err != nil {
		return zero, err
	}
	return v, nil
}

// Inferred, with an effect.
func inferred(db *sql.DB) (int64, error) {
	return WithTx(db, func(tx *sql.Tx) (int64, error) {
		if err := ping(); err != nil { // want:http-in-tx
			return 0, err
		}
		res, err := tx.Exec("DELETE FROM carts")
		if err != nil {
			return 0, err
		}
		return res.RowsAffected()
	})
}

// Explicit, without one; the effect comes after.
func explicit(db *sql.DB) error {
	name, err := WithTx[string](db, func(tx *sql.Tx) (string, error) {
		var name string
		err := tx.QueryRow("SELECT name FROM users").Scan(&name)
		return name, err
	})
	if err != nil {
		return err
	}
	_, err = http.Head(name)
	return err
}

// A named generic function as the callback.
func countOf[T any](tx *sql.Tx) (T, error) {
	var n T
	time.Sleep(time.Second) // want:sleep-in-tx
	err := tx.QueryRow("SELECT count(*) FROM users").Scan(&n)
	return n, err
}

func instantiated(db *sql.DB) (int, error) { return WithTx(db, countOf[int]) }

// Context runs a callback with a context alone: the transaction travels in it.
type key struct{}

// InCtx runs.
func InCtx[R any](ctx context.Context, db *sql.DB, fn func(context.Context) (R, error)) (R, error) {
	return WithTx(db, func(tx *sql.Tx) (R, error) {
		return fn(context.WithValue(ctx, key{}, tx))
	})
}

func inCtx(ctx context.Context, db *sql.DB) (int, error) {
	return InCtx(ctx, db, func(ctx context.Context) (int, error) {
		if err := ping(); err != nil { // want:http-in-tx
			return 0, err
		}
		return 1, ctx.Err()
	})
}

// Repository is a generic type with a runner.
type Repository[E any] struct {
	db   *sql.DB
	scan func(*sql.Row) (E, error)
}

// Update runs.
func (r *Repository[E]) Update(ctx context.Context, fn func(*sql.Tx, *E) error) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	e, err := r.scan(tx.QueryRowContext(ctx, "SELECT * FROM entities"))
	if err != nil {
		return err
	}
	if err := fn(tx, &e); err != nil {
		return err
	}
	return tx.Commit()
}

type user struct{ name string }

func update(ctx context.Context, users *Repository[user]) error {
	err := users.Update(ctx, func(tx *sql.Tx, u *user) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE users SET name = ?", u.name)
		return err
	})
	if err != nil {
		return err
	}
	return ping()
}

// The same without an effect.
func rename(ctx context.Context, users *Repository[user], name string) error {
	if err := ping(); err != nil {
		return err
	}
	return users.Update(ctx, func(tx *sql.Tx, u *user) error {
		u.name = name
		_, err := tx.ExecContext(ctx, "UPDATE users SET name = ?", u.name)
		return err
	})
}

// A generic function that calls its callback without any transaction.
func Try[T any](fn func() (T, error)) (T, error) { return fn() }

func try() (int, error) {
	return Try(func() (int, error) { return 1, ping() })
}
