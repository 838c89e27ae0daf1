// Package runner has runners of the user's own: their callbacks are regions as a whole.
package runner

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"
)

type store struct {
	db *sql.DB
	ch chan struct{}
}

// The plain runner.
func (s *store) inTx(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func name() string {
	_ = ping()
	return "x"
}

// A literal.
func (s *store) literal(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return ping() // want:http-in-tx
	})
}

// A literal that doesn't even use its transaction.
func (s *store) unused(ctx context.Context) error {
	return s.inTx(ctx, func(*sql.Tx) error {
		return ping() // want:http-in-tx
	})
}

// A local variable, made before the runner is called: its body is the region all the same.
func (s *store) variable(ctx context.Context) error {
	work := func(tx *sql.Tx) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	}
	return s.inTx(ctx, work)
}

// A named function.
func (s *store) named(ctx context.Context) error { return s.inTx(ctx, work) }

func work(tx *sql.Tx) error {
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A literal that another function builds.
func (s *store) built(ctx context.Context) error { return s.inTx(ctx, build("x")) }

func build(name string) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		time.Sleep(time.Second) // want:sleep-in-tx
		_, err := tx.Exec("INSERT INTO names VALUES (?)", name)
		return err
	}
}

// The arguments of the builder are evaluated before the runner opens anything.
func (s *store) argumentsBefore(ctx context.Context) error { return s.inTx(ctx, quiet(name())) }

func quiet(name string) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO names VALUES (?)", name)
		return err
	}
}

// Before and after the runner.
func (s *store) around(ctx context.Context) error {
	if err := ping(); err != nil {
		return err
	}
	var id int64
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "INSERT INTO orders DEFAULT VALUES RETURNING id").Scan(&id)
	})
	if err != nil {
		return errors.Join(err, ping())
	}
	return ping()
}

// A deferred call in the callback runs before the runner commits; one around the runner after it.
func (s *store) deferred(ctx context.Context) error {
	defer ping()
	return s.inTx(ctx, func(tx *sql.Tx) error {
		defer ping() // want:http-in-tx
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
}

// A deferred call is the runner.
func (s *store) deferredRunner(ctx context.Context) {
	defer s.inTx(ctx, func(tx *sql.Tx) error {
		return ping() // want:http-in-tx
	})
	_ = ping()
}
