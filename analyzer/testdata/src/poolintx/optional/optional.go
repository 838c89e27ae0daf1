// Package optional has functions that run on a transaction where they are given
// one, and on the pool otherwise.
package optional

import (
	"context"
	"database/sql"
)

type Store struct{ db *sql.DB }

func (s *Store) exec(ctx context.Context, tx *sql.Tx, query string) error {
	if tx != nil {
		_, err := tx.ExecContext(ctx, query)
		return err
	}
	_, err := s.db.ExecContext(ctx, query)
	return err
}

func (s *Store) elseBranch(ctx context.Context, tx *sql.Tx, query string) (err error) {
	if tx == nil {
		_, err = s.db.ExecContext(ctx, query)
	} else {
		_, err = tx.ExecContext(ctx, query)
	}
	return err
}

type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func (s *Store) chosen(ctx context.Context, tx *sql.Tx, query string) error {
	var q querier = s.db
	if tx != nil {
		q = tx
	}
	_, err := q.ExecContext(ctx, query)
	return err
}

// passes hands on what it was given, or nothing.
func (s *Store) passes(ctx context.Context, tx *sql.Tx) error {
	return s.exec(ctx, tx, "UPDATE a SET n = 1")
}

func (s *Store) isTx(ctx context.Context, inTx bool, tx *sql.Tx, query string) error {
	if inTx {
		_, err := tx.ExecContext(ctx, query)
		return err
	}
	_, err := s.db.ExecContext(ctx, query)
	return err
}

func (s *Store) right(ctx context.Context) error {
	if err := s.exec(ctx, nil, "UPDATE a SET n = 0"); err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.exec(ctx, tx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	if err := s.elseBranch(ctx, tx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	if err := s.chosen(ctx, tx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	if err := s.passes(ctx, tx); err != nil {
		return err
	}
	if err := s.isTx(ctx, true, tx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) wrong(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.exec(ctx, nil, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	if err := s.elseBranch(ctx, nil, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	if err := s.passes(ctx, nil); err != nil { // want:pool-in-tx
		return err
	}
	if err := s.isTx(ctx, false, nil, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// Scope has the transaction in a field, where there is one.
type Scope struct {
	db *sql.DB
	tx *sql.Tx
}

func (s *Scope) exec(ctx context.Context, query string) error {
	if s.tx != nil {
		_, err := s.tx.ExecContext(ctx, query)
		return err
	}
	_, err := s.db.ExecContext(ctx, query)
	return err
}

func (s *Scope) handle() querier {
	if s.tx != nil {
		return s.tx
	}
	return s.db
}

func (s *Scope) do(ctx context.Context, fn func(*Scope) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	inside := &Scope{db: s.db, tx: tx}
	if err := inside.exec(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	if _, err := inside.handle().ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	if err := fn(inside); err != nil {
		return err
	}
	return tx.Commit()
}

// begin makes the scope a transaction.
func (s *Scope) begin(ctx context.Context) (err error) {
	s.tx, err = s.db.BeginTx(ctx, nil)
	return err
}

func (s *Scope) commit() error {
	err := s.tx.Commit()
	s.tx = nil
	return err
}

func (s *Scope) rollback() error {
	err := s.tx.Rollback()
	s.tx = nil
	return err
}

func stateful(ctx context.Context, s *Scope) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	if err := s.exec(ctx, "UPDATE a SET n = 1"); err != nil {
		_ = s.rollback()
		return err
	}
	return s.commit()
}
