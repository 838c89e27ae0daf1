// Package service keeps its transactions behind interfaces and contexts.
package service

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Tx is what the service needs of a transaction.
type Tx interface {
	Exec(query string, args ...any) (sql.Result, error)
	Commit() error
	Rollback() error
}

type store struct{ db *sql.DB }

func (s *store) begin() (Tx, error) {
	tx, err := s.db.Begin()
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	return tx, nil
}

// Wrong: through an interface.
func (s *store) save(id int64) (err error) {
	tx, err := s.begin()
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			err = errors.Join(err, tx.Rollback())
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.Exec("INSERT INTO orders (id) VALUES (?)", id)
	return err
}

// Right: the same with a recover.
func (s *store) saveSafely(id int64) (err error) {
	tx, err := s.begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			err = errors.Join(err, tx.Rollback())
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.Exec("INSERT INTO orders (id) VALUES (?)", id)
	return err
}

type key struct{}

// Wrong: the transaction travels in the context.
func (s *store) run(ctx context.Context, fn func(context.Context) error) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return fn(context.WithValue(ctx, key{}, tx))
}

// Right: by a flag.
func (s *store) runSafely(ctx context.Context, fn func(context.Context) error) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	panicked := true
	defer func() {
		if panicked || err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	err = fn(context.WithValue(ctx, key{}, tx))
	panicked = false
	return err
}

type unit struct {
	tx  *sql.Tx
	err error
}

// Right: what the unit's error is when it panics can't be seen.
func (u *unit) close() {
	if u.err != nil {
		_ = u.tx.Rollback()
		return
	}
	u.err = u.tx.Commit()
}

func (u *unit) do(fn func(*sql.Tx) error) error {
	defer u.close()
	u.err = fn(u.tx)
	return u.err
}

type logic interface {
	apply(tx *sql.Tx) error
}

// Wrong: what is between is behind an interface.
func (s *store) apply(l logic) (err error) {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	end := func() error {
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	}
	defer func() { err = end() }() // want:commit-on-panic
	return l.apply(tx)
}
