// Package handles knows its transactions by an interface of its own.
package handles

import (
	"context"
	"database/sql"
	"errors"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Tx is what the services see of a transaction.
type Tx interface {
	Insert(ctx context.Context, id int64) error
	Commit() error
	Rollback() error
}

// Store opens transactions.
type Store interface {
	Begin(ctx context.Context) (Tx, error)
}

type sqlTx struct{ *sql.Tx }

func (t sqlTx) Insert(ctx context.Context, id int64) error {
	_, err := t.ExecContext(ctx, insert, id)
	return err
}

type sqlStore struct{ db *sql.DB }

func (s *sqlStore) Begin(ctx context.Context) (Tx, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return sqlTx{tx}, nil
}

// Right: deferred through the interface.
func deferred(ctx context.Context, s Store, id int64) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Insert(ctx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: by hand, with the handle in a local struct.
func byHand(ctx context.Context, s Store, id int64) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	if err := tx.Insert(ctx, id); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Wrong: the handle is an interface that a type of this package implements.
func leak(ctx context.Context, s Store, id int64) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	if err := tx.Insert(ctx, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the concrete store returns the interface.
func leakConcrete(ctx context.Context, db *sql.DB, id int64) error {
	s := &sqlStore{db: db}
	tx, err := s.Begin(ctx) // want:missing-rollback
	if err != nil {
		return err
	}
	return tx.Insert(ctx, id)
}

// Wrong: a switch case forgets it.
func leakCase(ctx context.Context, s Store, id int64) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	switch err := tx.Insert(ctx, id); {
	case errors.Is(err, context.Canceled):
		return nil // want:missing-rollback
	case err != nil:
		tx.Rollback()
		return err
	}
	return tx.Commit()
}
