// Package far imports what implements the ports only through another package.
package far

import (
	"context"
	"database/sql"

	"follow/hidden/port"
	"follow/hidden/service"
)

type worker struct {
	service *service.Service
	db      *sql.DB
	tx      port.Transactor
	charge  port.Charger
}

func (w *worker) place(ctx context.Context) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)"); err != nil {
		return err
	}
	if err := w.charge.Charge(ctx, 100); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

func (w *worker) pay(ctx context.Context) error {
	err := w.tx.InTx(ctx, func(o port.Orders) error {
		if err := o.Pay(ctx, 1); err != nil {
			return err
		}
		return w.charge.Charge(ctx, 100) // want:http-in-tx
	})
	if err != nil {
		return err
	}
	return w.charge.Charge(ctx, 100)
}
