// Package methodvaluerunner hands method values to runners.
package methodvaluerunner

import (
	"context"
	"database/sql"
	"net/http"
)

type store struct{ db *sql.DB }

func (s *store) inTx(ctx context.Context, fn func(context.Context, *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// run takes a callback without any parameter.
func (s *store) run(ctx context.Context, fn func() error) error {
	return s.inTx(ctx, func(ctx context.Context, tx *sql.Tx) error { return fn() })
}

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// job keeps what the callback needs.
type job struct{ id int64 }

func (j *job) loud(ctx context.Context, tx *sql.Tx) error {
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM jobs WHERE id = ?", j.id)
	return err
}

func (j *job) quiet(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM jobs WHERE id = ?", j.id)
	return err
}

// check is handed to run: a region, though nothing in its signature says so.
func (j *job) check() error {
	return ping() // want:http-in-tx
}

// tell is called after the runner only.
func (j *job) tell() error { return ping() }

// The findings stand in the methods.
func use(ctx context.Context, s *store, j *job) error {
	if err := s.inTx(ctx, j.loud); err != nil {
		return err
	}
	if err := s.inTx(ctx, j.quiet); err != nil {
		return err
	}
	if err := s.run(ctx, j.check); err != nil {
		return err
	}
	do := j.quiet
	if err := s.inTx(ctx, do); err != nil {
		return err
	}
	return j.tell()
}

// The runner itself as a method value.
func runnerAsValue(ctx context.Context, s *store, j *job) error {
	inTx := s.inTx
	err := inTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		return j.quiet(ctx, tx)
	})
	if err != nil {
		return err
	}
	return j.tell()
}

// A runner in a local literal.
func localRunner(ctx context.Context, db *sql.DB, j *job) error {
	run := func(fn func() error) error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if err := fn(); err != nil {
			return err
		}
		return tx.Commit()
	}
	if err := run(func() error {
		return ping() // want:http-in-tx
	}); err != nil {
		return err
	}
	return j.tell()
}
