// Package nested wraps a transaction in two structs, the outer one made by a
// constructor.
package nested

import (
	"context"
	"database/sql"
	"net/http"
)

type conn struct{ tx *sql.Tx }

type Writer struct{ under *conn }

func New(c *conn) *Writer { return &Writer{under: c} }

func Begin(ctx context.Context, db *sql.DB) (*Writer, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return New(&conn{tx: tx}), nil
}

func (w *Writer) Commit() error   { return w.under.tx.Commit() }
func (w *Writer) Rollback() error { return w.under.tx.Rollback() }

func (w *Writer) Touch(ctx context.Context) error {
	_, err := w.under.tx.ExecContext(ctx, "UPDATE carts SET seen = 1")
	return err
}

func right(ctx context.Context, db *sql.DB) error {
	w, err := Begin(ctx, db)
	if err != nil {
		return err
	}
	if err := w.Touch(ctx); err != nil {
		_ = w.Rollback()
		return err
	}
	if err := w.Commit(); err != nil {
		return err
	}
	_, err = http.Get("https://example.com/done")
	return err
}

func wrong(ctx context.Context, db *sql.DB) error {
	w, err := Begin(ctx, db)
	if err != nil {
		return err
	}
	if err := w.Touch(ctx); err != nil {
		return err // want:missing-rollback
	}
	_, _ = http.Get("https://example.com/inside") // want:http-in-tx
	return w.Commit()
}

// inTx is a runner that gives its callback the wrapper.
func inTx(ctx context.Context, db *sql.DB, fn func(w *Writer) error) error {
	w, err := Begin(ctx, db)
	if err != nil {
		return err
	}
	if err := fn(New(w.under)); err != nil {
		_ = w.Rollback()
		return err
	}
	return w.Commit()
}

func run(ctx context.Context, db *sql.DB) error {
	return inTx(ctx, db, func(w *Writer) error {
		if err := w.Touch(ctx); err != nil {
			return err
		}
		_, err := http.Get("https://example.com/inside") // want:http-in-tx
		return err
	})
}

var kept []*conn

// keep puts it where nobody can follow it.
func keep(c *conn) *Writer {
	kept = append(kept, c)
	return nil
}

func handsOn(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	keep(&conn{tx: tx})
	return nil
}
