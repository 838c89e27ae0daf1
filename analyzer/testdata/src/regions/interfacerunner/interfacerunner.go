// Package interfacerunner reaches runners and openers through interfaces of the user's.
package interfacerunner

import (
	"context"
	"database/sql"
	"net/http"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// TxRunner is implemented by a runner that is seen from here.
type TxRunner interface {
	InTx(ctx context.Context, fn func(context.Context) error) error
}

type key struct{}

type runner struct{ db *sql.DB }

func (r *runner) InTx(ctx context.Context, fn func(context.Context) error) error {
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

type service struct{ tx TxRunner }

func (s *service) place(ctx context.Context) error {
	err := s.tx.InTx(ctx, func(ctx context.Context) error {
		return ping() // want:http-in-tx
	})
	if err != nil {
		return err
	}
	return ping()
}

// The callback of one that is handed the transaction is a region by its parameter.
type Store interface {
	Update(ctx context.Context, fn func(*sql.Tx) error) error
}

func update(ctx context.Context, s Store) error {
	err := s.Update(ctx, func(tx *sql.Tx) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
	if err != nil {
		return err
	}
	return ping()
}

// Retrier has the same method but for its name, and opens nothing.
type Retrier interface {
	Retry(ctx context.Context, fn func(context.Context) error) error
}

type once struct{}

func (once) Retry(ctx context.Context, fn func(context.Context) error) error { return fn(ctx) }

func retry(ctx context.Context, r Retrier) error {
	return r.Retry(ctx, func(ctx context.Context) error { return ping() })
}

// Beginner is what a pool has of openers: *sql.DB implements it.
type Beginner interface {
	BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error)
}

func begin(ctx context.Context, b Beginner) error {
	if err := ping(); err != nil {
		return err
	}
	tx, err := b.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}
