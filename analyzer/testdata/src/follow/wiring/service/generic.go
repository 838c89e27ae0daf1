package service

import (
	"context"
	"database/sql"

	"follow/wiring/domain"
)

// Desk tells of orders, by number and by name.
type Desk struct {
	db      *sql.DB
	numbers domain.Teller[int64]
	names   domain.Teller[string]
}

// SetNumbers sets who is told inside the transaction.
func (d *Desk) SetNumbers(t domain.Teller[int64]) { d.numbers = t }

// SetNames sets who is told after it.
func (d *Desk) SetNames(t domain.Teller[string]) { d.names = t }

// Close tells of a number inside the transaction, and of a name after it.
func (d *Desk) Close(ctx context.Context) error {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE desks SET closed = 1"); err != nil {
		return err
	}
	if err := d.numbers.Tell(ctx, 1); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return d.names.Tell(ctx, "desk")
}
