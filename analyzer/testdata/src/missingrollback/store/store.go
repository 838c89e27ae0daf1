// Package store opens, ends and runs transactions for other packages.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Store opens transactions on its pool.
type Store struct {
	db   *sql.DB
	opts *sql.TxOptions
}

// New returns a store on a pool.
func New(db *sql.DB) *Store { return &Store{db: db} }

// Begin opens a transaction.
func (s *Store) Begin(ctx context.Context) (*sql.Tx, error) {
	tx, err := s.db.BeginTx(ctx, s.opts)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	return tx, nil
}

// MustBegin opens a transaction or panics.
func (s *Store) MustBegin(ctx context.Context) *sql.Tx {
	tx, err := s.Begin(ctx)
	if err != nil {
		panic(err)
	}
	return tx
}

// A Session is a transaction with a name.
type Session struct {
	tx   *sql.Tx
	name string
}

// Open opens a session.
func (s *Store) Open(ctx context.Context, name string) (*Session, error) {
	tx, err := s.Begin(ctx)
	if err != nil {
		return nil, err
	}
	return &Session{tx: tx, name: name}, nil
}

// Exec runs a statement.
func (s *Session) Exec(ctx context.Context, query string, args ...any) error {
	_, err := s.tx.ExecContext(ctx, query, args...)
	return err
}

// Commit commits.
func (s *Session) Commit() error { return s.tx.Commit() }

// Rollback rolls back.
func (s *Session) Rollback() error { return s.tx.Rollback() }

// Close rolls back what was not committed.
func (s *Session) Close() error {
	if err := s.tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	return nil
}

// Funcs opens a transaction and returns what ends it.
func (s *Store) Funcs(ctx context.Context) (tx *sql.Tx, commit, rollback func() error, err error) {
	tx, err = s.Begin(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	return tx, tx.Commit, tx.Rollback, nil
}

// InTx runs fn in a transaction.
func (s *Store) InTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Query runs fn in a transaction and returns its result.
func Query[T any](ctx context.Context, s *Store, fn func(tx *sql.Tx) (T, error)) (T, error) {
	var zero T
	tx, err := s.Begin(ctx)
	if err != nil {
		return zero, err
	}
	defer tx.Rollback()
	v, err := fn(tx)
	if err != nil {
		return zero, err
	}
	return v, tx.Commit()
}
