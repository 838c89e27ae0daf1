// config: enable=oversized-tx

// Package runners has callbacks that do too much: the runner's call opens.
package runners

import (
	"context"
	"database/sql"
)

type store struct{ db *sql.DB }

func (s *store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
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

func (s *store) begin(ctx context.Context) (*sql.Tx, error) { return s.db.BeginTx(ctx, nil) }

func (s *store) much(ctx context.Context) error {
	return s. // want:oversized-tx
			inTx(ctx, func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a0 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a1 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a2 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a3 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a4 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a5 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a6 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a7 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a8 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a9 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a10 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a11 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a12 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a13 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a14 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a15 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a16 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a17 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a18 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a19 = 1"); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE t SET a20 = 1"); err != nil {
				return err
			}
			return nil
		})
}

func (s *store) all(ctx context.Context, ids []int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error { // want:oversized-tx
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id = ?", id); err != nil {
				return err
			}
		}
		return nil
	})
}

// opened is by an opener of the package's own.
func (s *store) opened(ctx context.Context, ids []int64) error {
	tx, err := s.begin(ctx) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id = ?", id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// each transaction deletes one.
func (s *store) each(ctx context.Context, ids []int64) error {
	for _, id := range ids {
		err := s.inTx(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id = ?", id)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *store) few(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE t SET a0 = 1"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE t SET a1 = 1"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE t SET a2 = 1"); err != nil {
			return err
		}
		return nil
	})
}
