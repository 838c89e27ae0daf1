// Package unseen uses a port whose implementations it can't see.
package unseen

import (
	"context"
	"database/sql"

	"follow/interfaces/port"
)

// Nobody that can be seen from here has an effect.
func place(ctx context.Context, db *sql.DB, n port.Notifier, l port.Ledger) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := l.Book(ctx, 100); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)"); err != nil {
		return err
	}
	if err := n.Notify(ctx, 1); err != nil {
		return err
	}
	return tx.Commit()
}
