// Package embedded has effects behind promoted methods.
package embedded

import (
	"context"
	"database/sql"
	"net/http"
)

type client struct{ base string }

func (c *client) Send(ctx context.Context) error {
	resp, err := http.Get(c.base)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (c *client) Base() string { return c.base }

// The client's methods are the service's own.
type service struct {
	*client
	db *sql.DB
}

func (s *service) place(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", s.Base()); err != nil {
		return err
	}
	if err := s.Send(ctx); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// Two levels, the middle one by value.
type middle struct{ client }

type outer struct{ middle }

func twoLevels(ctx context.Context, tx *sql.Tx, o *outer) error {
	if err := o.Send(ctx); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", o.Base())
	return err
}

// The outer type has a Send of its own, which only records.
type recorded struct {
	*client
	n int
}

func (r *recorded) Send(ctx context.Context) error {
	r.n++
	return ctx.Err()
}

func shadowed(ctx context.Context, tx *sql.Tx, r *recorded) error {
	if err := r.Send(ctx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", r.Base())
	return err
}

// The embedded method by its full path is the embedded one.
func fullPath(ctx context.Context, tx *sql.Tx, r *recorded) error {
	if err := r.client.Send(ctx); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", r.n)
	return err
}

// A promoted method as a method value.
func promotedValue(ctx context.Context, tx *sql.Tx, s *service) error {
	send := s.Send
	if err := send(ctx); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}

// The pool is embedded, and so is the transaction.
type store struct{ *sql.DB }

type unit struct{ *sql.Tx }

func (s store) embeddedPool(ctx context.Context, c *client) error {
	tx, err := s.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	u := unit{tx}
	defer u.Rollback()
	if err := c.Send(ctx); err != nil { // want:http-in-tx
		return err
	}
	if _, err := u.ExecContext(ctx, "INSERT INTO orders VALUES (1)"); err != nil {
		return err
	}
	if err := u.Commit(); err != nil {
		return err
	}
	return c.Send(ctx)
}
