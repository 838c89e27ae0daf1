// Package runner runs callbacks in transactions.
package runner

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

type service struct {
	db    *sql.DB
	tries int
}

// Right: the canonical runner.
func (s *service) inTx(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: by hand; the callback is not the last argument.
func byHand(fn func(*sql.Tx) error, db *sql.DB, name string) error {
	tx, err := db.Begin()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := fn(tx); err != nil {
		if rerr := tx.Rollback(); rerr != nil {
			return fmt.Errorf("%s: %w (rollback: %v)", name, err, rerr)
		}
		return fmt.Errorf("%s: %w", name, err)
	}
	return tx.Commit()
}

// Right: the callback returns a value and may be any type.
func withTx[T any](db *sql.DB, fn func(*sql.Tx) (T, error)) (v T, err error) {
	tx, err := db.Begin()
	if err != nil {
		return v, err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
		if err != nil {
			err = errors.Join(err, tx.Rollback())
			return
		}
		err = tx.Commit()
	}()
	return fn(tx)
}

// Right: a runner on top of a runner opens nothing by itself.
func (s *service) inTxTwice(ctx context.Context, fn func(*sql.Tx) error) error {
	if err := s.inTx(ctx, fn); err != nil {
		return s.inTx(ctx, fn)
	}
	return nil
}

// Right: a handle that opens its transaction only in its method.
type txn struct{ db *sql.DB }

func (s *service) txn() *txn { return &txn{s.db} }

func (t *txn) do(fn func(*sql.Tx) error) error {
	tx, err := t.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the handle of the runner is no transaction yet.
func (s *service) viaHandle(id int64) error {
	t := s.txn()
	if id == 0 {
		return errors.New("empty order")
	}
	return t.do(func(tx *sql.Tx) error {
		_, err := tx.Exec(insert, id)
		return err
	})
}

// Right: the callback leaks nothing; it did not open the transaction.
func (s *service) literal(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if id == 0 {
			return nil
		}
		_, err := tx.ExecContext(ctx, insert, id)
		return err
	})
}

func (s *service) step(tx *sql.Tx) error {
	_, err := tx.Exec(insert, s.tries)
	return err
}

// Right: a method value, a variable and a function that returns the callback.
func (s *service) values(ctx context.Context, id int64) error {
	if err := s.inTx(ctx, s.step); err != nil {
		return err
	}
	one := func(tx *sql.Tx) error {
		_, err := tx.Exec(insert, id)
		return err
	}
	if err := s.inTx(ctx, one); err != nil {
		return err
	}
	return s.inTx(ctx, inserter(id))
}

func inserter(id int64) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.Exec(insert, id)
		return err
	}
}

type hooks struct {
	before func(*sql.Tx) error
	after  func(*sql.Tx) error
}

// Right: callbacks in a struct.
func (s *service) withHooks(id int64, h hooks) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if h.before != nil {
		if err := h.before(tx); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if h.after != nil {
		if err := h.after(tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Right: a second callback runs between the attempts, outside of each.
func (s *service) withRetry(ctx context.Context, fn func(*sql.Tx) error, reset func()) error {
	var err error
	for range s.tries {
		if err = s.inTx(ctx, fn); err == nil {
			return nil
		}
		reset()
	}
	return err
}

// Right: both callbacks are literals.
func (s *service) retried(ctx context.Context, ids []int64) (done []int64, err error) {
	err = s.withRetry(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, insert, id); err != nil {
				return err
			}
			done = append(done, id)
		}
		return nil
	}, func() { done = nil })
	return done, err
}
