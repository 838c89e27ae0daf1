// Package ends has functions that end the transaction and go on with the pool.
package ends

import (
	"context"
	"database/sql"
)

type Store struct{ db *sql.DB }

// finish commits, and then the pool is free.
func (s *Store) finish(ctx context.Context, tx *sql.Tx) error {
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := s.db.ExecContext(ctx, "UPDATE stats SET n = n + 1")
	return err
}

// early uses the pool before it commits.
func (s *Store) early(ctx context.Context, tx *sql.Tx) error {
	if _, err := s.db.ExecContext(ctx, "UPDATE stats SET n = n + 1"); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

func (s *Store) fail(ctx context.Context, tx *sql.Tx, err error) error {
	_ = tx.Rollback()
	_, _ = s.db.ExecContext(ctx, "INSERT INTO failures VALUES (?)", err.Error())
	return err
}

func (s *Store) right(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return s.fail(ctx, tx, err)
	}
	return s.finish(ctx, tx)
}

func (s *Store) wrong(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		_ = tx.Rollback()
		return err
	}
	return s.early(ctx, tx) // want:pool-in-tx
}

// Work is a unit of work that ends by itself.
type Work struct {
	store *Store
	tx    *sql.Tx
}

func (s *Store) start(ctx context.Context) (*Work, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Work{store: s, tx: tx}, nil
}

func (w *Work) Close(ctx context.Context) error {
	if err := w.tx.Commit(); err != nil {
		return err
	}
	_, err := w.store.db.ExecContext(ctx, "UPDATE stats SET n = n + 1")
	return err
}

func (w *Work) Abort() { _ = w.tx.Rollback() }

func (w *Work) touch(ctx context.Context) error {
	_, err := w.tx.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (w *Work) audit(ctx context.Context) error {
	_, err := w.store.db.ExecContext(ctx, "INSERT INTO log VALUES (1)")
	return err
}

func (s *Store) unit(ctx context.Context) error {
	w, err := s.start(ctx)
	if err != nil {
		return err
	}
	if err := w.touch(ctx); err != nil {
		w.Abort()
		return err
	}
	if err := w.audit(ctx); err != nil { // want:pool-in-tx
		w.Abort()
		return err
	}
	return w.Close(ctx)
}
