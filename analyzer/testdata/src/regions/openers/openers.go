// Package openers has functions that return open transactions.
package openers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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

type store struct{ db *sql.DB }

// The plain opener; what it does before opening is outside, for it and for its callers.
func (s *store) begin(ctx context.Context) (*sql.Tx, error) {
	if err := ping(); err != nil {
		return nil, err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	return tx, nil
}

// The region starts where the call of the opener has succeeded.
func (s *store) useBegin(ctx context.Context) error {
	tx, err := s.begin(ctx)
	if err != nil {
		return errors.Join(err, ping())
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

// What an opener does after opening is inside, and stands there.
func (s *store) beginAndPing(ctx context.Context) (*sql.Tx, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return nil, errors.Join(err, tx.Rollback())
	}
	return tx, nil
}

func (s *store) useBeginAndPing(ctx context.Context) error {
	tx, err := s.beginAndPing(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// An opener that fails half-way has rolled back before it waits.
func (s *store) beginAndSet(ctx context.Context) (*sql.Tx, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, "SET LOCAL lock_timeout = 100"); err != nil {
		err = errors.Join(err, tx.Rollback())
		time.Sleep(time.Second)
		return nil, err
	}
	return tx, nil
}

// The transaction is not the first result.
func (s *store) beginNumbered(ctx context.Context) (int, *sql.Tx, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	return 1, tx, err
}

func (s *store) useOthers(ctx context.Context) error {
	tx, err := s.beginAndSet(ctx)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	n, next, err := s.beginNumbered(ctx)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer next.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := next.ExecContext(ctx, "UPDATE orders SET n = ?", n); err != nil {
		return err
	}
	return next.Commit()
}

// It panics where it can't open.
func (s *store) mustBegin() *sql.Tx {
	tx, err := s.db.Begin()
	if err != nil {
		panic(err)
	}
	return tx
}

func (s *store) useMustBegin() error {
	if err := ping(); err != nil {
		return err
	}
	tx := s.mustBegin()
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.Exec("UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// An opener of an opener of an opener, with retries and their pause between.
func (s *store) retryBegin(ctx context.Context) (*sql.Tx, error) {
	var err error
	for range 3 {
		var tx *sql.Tx
		if tx, err = s.begin(ctx); err == nil {
			return tx, nil
		}
		time.Sleep(time.Second)
	}
	return nil, err
}

func (s *store) useRetryBegin(ctx context.Context) error {
	tx, err := s.retryBegin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	time.Sleep(time.Second) // want:sleep-in-tx
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// An opener in a local literal.
func (s *store) localOpener(ctx context.Context) error {
	begin := func() (*sql.Tx, error) { return s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) }
	tx, err := begin()
	if err != nil {
		return errors.Join(err, ping())
	}
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// The opener as a method value.
func (s *store) openerAsValue(ctx context.Context) error {
	begin := s.db.BeginTx
	tx, err := begin(ctx, nil)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// The result is not an open transaction: a function that looks like an opener and ends it itself.
func (s *store) probe(ctx context.Context) (*sql.DB, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if err := tx.Rollback(); err != nil {
		return nil, err
	}
	return s.db, nil
}

func (s *store) useProbe(ctx context.Context) error {
	db, err := s.probe(ctx)
	if err != nil {
		return err
	}
	if err := ping(); err != nil {
		return err
	}
	return db.PingContext(ctx)
}

// The transaction in a struct that is handed on: inside until the function is left.
type job struct {
	id int64
	tx *sql.Tx
}

func (s *store) openJob(ctx context.Context, id int64) (*job, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &job{id, tx}, nil
}

func (s *store) useJob(ctx context.Context) error {
	j, err := s.openJob(ctx, 1)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer j.tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := j.tx.ExecContext(ctx, "DELETE FROM jobs WHERE id = ?", j.id); err != nil {
		return err
	}
	if err := j.tx.Commit(); err != nil {
		return err
	}
	return ping()
}
