package orders

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ErrShipped is returned for an order that is on its way.
var ErrShipped = errors.New("the order is on its way")

// Cancel takes an order back, unless it is on its way.
func (s *Store) Cancel(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		var state string
		if err := tx.QueryRowContext(ctx, "SELECT state FROM orders WHERE id = ?", id).Scan(&state); err != nil {
			return err
		}
		if state == "shipped" {
			return ErrShipped
		}
		return setState(ctx, tx, id, "cancelled")
	})
}

// Purge deletes what was cancelled.
func (s *Store) Purge(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE state = 'cancelled'"); err != nil {
		return err
	}
	return tx.Commit()
}

// Merge moves the lines of one order to another.
func (s *Store) Merge(ctx context.Context, from, to int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE lines SET id = ? WHERE id = ?", to, from); err != nil {
			return fmt.Errorf("merging %d: %w", from, err)
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", from)
		return err
	})
}

// Discount lowers the price of an order.
func (s *Store) Discount(ctx context.Context, id int64, cents int) error {
	return s.inTx(ctx, func(tx *sql.Tx) error { return discount(ctx, tx, id, cents) })
}

func discount(ctx context.Context, tx *sql.Tx, id int64, cents int) error {
	_, err := tx.ExecContext(ctx, "UPDATE orders SET cents = cents - ? WHERE id = ?", cents, id)
	return err
}

// Close ends the day.
func (s *Store) Close(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET state = 'closed' WHERE state = 'shipped'"); err != nil {
			return err
		}
		return audit(ctx, tx, 0, "closed")
	})
}

// Approve releases an order, and notes who did.
func (s *Store) Approve(ctx context.Context, id int64, who string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := setState(ctx, tx, id, "approved"); err != nil {
			return err
		}
		return audit(ctx, tx, id, who)
	})
}

// Replace makes an order, and takes its price off another one.
func (s *Store) Replace(ctx context.Context, old int64, mail string, cents int) (id int64, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		if id, err = insert(ctx, tx, mail, cents); err != nil {
			return err
		}
		return discount(ctx, tx, old, cents)
	})
	return id, err
}

// Flag marks an order, and notes that with it.
func (s *Store) Flag(ctx context.Context, id int64, why string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := setState(ctx, tx, id, "flagged"); err != nil {
			return err
		}
		return audit(ctx, tx, id, why)
	})
}
