// Package store runs callbacks that come in fields of its parameters.
package store

import (
	"context"
	"database/sql"
)

// Store is what services see.
type Store interface {
	Register(ctx context.Context, p RegisterParams) (int64, error)
}

// RegisterParams has what is stored, and what is done with it.
type RegisterParams struct {
	Email  string
	Inside func(id int64) error // runs inside the transaction
	After  func(id int64) error // runs after it
	Check  func(email string) error
}

// SQL is the store in a database.
type SQL struct{ db *sql.DB }

// New returns a store.
func New(db *sql.DB) *SQL { return &SQL{db: db} }

func (s *SQL) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Register stores a registration.
func (s *SQL) Register(ctx context.Context, p RegisterParams) (int64, error) {
	if err := p.Check(p.Email); err != nil {
		return 0, err
	}
	var id int64
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		row := tx.QueryRowContext(ctx, "INSERT INTO registrations (email) VALUES ($1) RETURNING id", p.Email)
		if err := row.Scan(&id); err != nil {
			return err
		}
		return p.Inside(id)
	})
	if err != nil {
		return 0, err
	}
	return id, p.After(id)
}

// Options are handed on as a whole, by address.
type Options struct {
	Name string
	Fill func(tx *sql.Tx) error
	Done func()
}

// Import calls Fill in a transaction of its own, and Done when it has ended.
func (s *SQL) Import(ctx context.Context, o *Options) error {
	defer o.Done()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := o.Fill(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// ImportTwice hands its options on.
func (s *SQL) ImportTwice(ctx context.Context, o *Options) error {
	if err := s.Import(ctx, o); err != nil {
		return err
	}
	return s.Import(ctx, o)
}

// Load hands a field on to what runs it.
func (s *SQL) Load(ctx context.Context, o Options) error {
	return s.inTx(ctx, o.Fill)
}
