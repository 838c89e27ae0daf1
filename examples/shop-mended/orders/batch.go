package orders

import (
	"context"
	"database/sql"
	"fmt"
)

// Adjust changes many orders at once, all of them or none, also where change
// panics.
func (s *Store) Adjust(ctx context.Context, ids []int64, change func(tx *sql.Tx, id int64) error) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			if err := change(tx, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// Split moves a line of an order to an order of its own.
func (s *Store) Split(ctx context.Context, id int64, sku, mail string, cents int) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	part, err := insert(ctx, tx, mail, cents)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE lines SET id = ? WHERE id = ? AND sku = ?", part, id, sku); err != nil {
		return fmt.Errorf("splitting %d: %w", id, err)
	}
	return nil
}

// Expire cancels old orders, each for itself, and tells of those that it could
// not cancel.
func (s *Store) Expire(ctx context.Context, ids []int64) (failed []int64) {
	for _, id := range ids {
		if err := s.inTx(ctx, func(tx *sql.Tx) error { return setState(ctx, tx, id, "expired") }); err != nil {
			failed = append(failed, id)
		}
	}
	return failed
}
