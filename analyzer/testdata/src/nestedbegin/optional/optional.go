// Package optional opens a transaction where it is given none.
package optional

import (
	"context"
	"database/sql"
)

type Store struct{ db *sql.DB }

func (s *Store) save(ctx context.Context, tx *sql.Tx) (err error) {
	if tx == nil {
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
		defer func() { // want:commit-on-panic
			if err != nil {
				_ = tx.Rollback()
				return
			}
			err = tx.Commit()
		}()
	}
	_, err = tx.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (s *Store) byFlag(ctx context.Context, tx *sql.Tx) error {
	own := tx == nil
	var err error
	if own {
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
		defer tx.Rollback()
	}
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	if own {
		return tx.Commit()
	}
	return nil
}

// recurses calls itself with the transaction that it has opened.
func (s *Store) recurses(ctx context.Context, tx *sql.Tx) error {
	if tx == nil {
		own, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer own.Rollback()
		if err := s.recurses(ctx, own); err != nil {
			return err
		}
		return own.Commit()
	}
	_, err := tx.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (s *Store) right(ctx context.Context) error {
	if err := s.save(ctx, nil); err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.save(ctx, tx); err != nil {
		return err
	}
	if err := s.byFlag(ctx, tx); err != nil {
		return err
	}
	if err := s.recurses(ctx, tx); err != nil {
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
	if err := s.save(ctx, nil); err != nil { // want:nested-begin
		return err
	}
	if err := s.byFlag(ctx, nil); err != nil { // want:nested-begin
		return err
	}
	if err := s.recurses(ctx, nil); err != nil { // want:nested-begin
		return err
	}
	return tx.Commit()
}

// An option that carries the transaction.
type options struct{ tx *sql.Tx }

func (s *Store) withOptions(ctx context.Context, o options) error {
	tx := o.tx
	if o.tx == nil {
		var err error
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
		defer tx.Rollback()
	}
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	if o.tx == nil {
		return tx.Commit()
	}
	return nil
}

func (s *Store) passesOptions(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.withOptions(ctx, options{tx: tx}); err != nil {
		return err
	}
	return tx.Commit()
}
