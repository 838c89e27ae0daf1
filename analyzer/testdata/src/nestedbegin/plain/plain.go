// Package plain opens transactions one in the other, and one after the other.
package plain

import (
	"context"
	"database/sql"
	"errors"
)

type Store struct{ db, other *sql.DB }

func (s *Store) direct(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	inner, err := s.db.BeginTx(ctx, nil) // want:nested-begin
	if err != nil {
		return err
	}
	defer inner.Rollback()
	if err := inner.Commit(); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) touch(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) touchTwice(ctx context.Context) error {
	return errors.Join(s.touch(ctx), s.touch(ctx))
}

func (s *Store) begin() (*sql.Tx, error) { return s.db.Begin() }

func (s *Store) calls(ctx context.Context) error {
	tx, err := s.begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.touch(ctx); err != nil { // want:nested-begin
		return err
	}
	if err := s.touchTwice(ctx); err != nil { // want:nested-begin
		return err
	}
	return tx.Commit()
}

func (s *Store) opener(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	inner, err := s.begin() // want:nested-begin
	if err != nil {
		return err
	}
	if err := inner.Rollback(); err != nil {
		return err
	}
	return tx.Commit()
}

// Handed one, it opens another.
func (s *Store) handed(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	return s.touch(ctx)
}

func (s *Store) hands(ctx context.Context, other *Store) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.handed(ctx, tx); err != nil { // want:nested-begin
		return err
	}
	if err := other.handed(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

func global(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := free(ctx, db); err != nil { // want:nested-begin
		return err
	}
	return tx.Commit()
}

func free(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return tx.Commit()
}

// Statements and an opening: the opening is told.
func (s *Store) both(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.db.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	err = func() error {
		return s.touch(ctx) // want:nested-begin
	}()
	if err != nil {
		return err
	}
	return tx.Commit()
}
