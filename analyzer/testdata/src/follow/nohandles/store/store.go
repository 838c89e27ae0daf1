// Package store has an interface and what implements it, as code generators
// and books lay it out: who uses the interface names no handle of a database.
package store

import (
	"context"
	"database/sql"
)

// Querier runs statements.
type Querier interface {
	Add(ctx context.Context, name string) error
}

// Store runs callbacks in a transaction.
type Store interface {
	Querier
	InTx(ctx context.Context, fn func(Querier) error) error
	Begin(ctx context.Context) (Tx, error)
}

// Tx is a transaction.
type Tx interface {
	Querier
	Commit() error
	Rollback() error
}

type queries struct{ tx *sql.Tx }

func (q *queries) Add(ctx context.Context, name string) error {
	_, err := q.tx.ExecContext(ctx, "INSERT INTO names VALUES ($1)", name)
	return err
}

func (q *queries) Commit() error   { return q.tx.Commit() }
func (q *queries) Rollback() error { return q.tx.Rollback() }

type sqlStore struct{ db *sql.DB }

// New returns a store.
func New(db *sql.DB) Store { return &sqlStore{db} }

func (s *sqlStore) Add(ctx context.Context, name string) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO names VALUES ($1)", name)
	return err
}

func (s *sqlStore) InTx(ctx context.Context, fn func(Querier) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(&queries{tx}); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *sqlStore) Begin(ctx context.Context) (Tx, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &queries{tx}, nil
}
