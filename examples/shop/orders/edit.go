package orders

import (
	"context"
	"errors"
	"log"
)

// Cancel takes an order back, unless it is on its way.
func (s *Store) Cancel(ctx context.Context, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	var state string
	if err := tx.QueryRowContext(ctx, "SELECT state FROM orders WHERE id = ?", id).Scan(&state); err != nil {
		_ = tx.Rollback()
		return err
	}
	if state == "shipped" {
		return errors.New("the order is on its way")
	}
	if err := setState(ctx, tx, id, "cancelled"); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Purge deletes what was cancelled.
func (s *Store) Purge(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	defer tx.Rollback()
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE state = 'cancelled'"); err != nil {
		return err
	}
	return tx.Commit()
}

// Merge moves the lines of one order to another.
func (s *Store) Merge(ctx context.Context, from, to int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE lines SET id = ? WHERE id = ?", to, from); err != nil {
		log.Printf("merging %d: %v", from, err)
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", from); err != nil {
		return err
	}
	return tx.Commit()
}

// Discount lowers the price of an order.
func (s *Store) Discount(ctx context.Context, id int64, cents int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET cents = cents - ? WHERE id = ?", cents, id); err != nil {
		return err
	}
	tx.Commit()
	return nil
}

// Rename changes the address of a customer.
func (s *Store) Rename(ctx context.Context, from, to string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Commit()
	_, err = tx.ExecContext(ctx, "UPDATE orders SET mail = ? WHERE mail = ?", to, from)
	return err
}

// Close ends the day.
func (s *Store) Close(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET state = 'closed' WHERE state = 'shipped'"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO audit VALUES (0, 'closed')")
	return err
}

// Approve releases an order, and notes who did.
func (s *Store) Approve(ctx context.Context, id int64, who string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := setState(ctx, tx, id, "approved"); err != nil {
		return err
	}
	if err := s.audit(ctx, id, who); err != nil {
		return err
	}
	return tx.Commit()
}

// Replace cancels an order for another one.
func (s *Store) Replace(ctx context.Context, old int64, mail string, cents int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := insert(ctx, tx, mail, cents); err != nil {
		return err
	}
	if err := s.Discount(ctx, old, cents); err != nil {
		return err
	}
	return tx.Commit()
}

// Flag marks an order, and notes that beside it.
func (s *Store) Flag(ctx context.Context, id int64, why string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	go func() {
		if _, err := tx.ExecContext(ctx, "INSERT INTO audit VALUES (?, ?)", id, why); err != nil {
			log.Printf("flagging %d: %v", id, err)
		}
	}()
	if err := setState(ctx, tx, id, "flagged"); err != nil {
		return err
	}
	return tx.Commit()
}

// Reopen takes an order up again.
//
//txlint:ignore pool-in-tx
func (s *Store) Reopen(ctx context.Context, id int64) error {
	if err := s.audit(ctx, id, "reopened"); err != nil {
		return err
	}
	//txlint:ignore sleep-in-tx the shop used to wait here
	return s.audit(ctx, id, "open")
}
