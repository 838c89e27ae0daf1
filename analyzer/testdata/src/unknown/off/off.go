// Package off has the rule switched off, as it is by default.
package off

import (
	"context"
	"database/sql"

	"unknown/port"
)

func place(ctx context.Context, tx *sql.Tx, n port.Notifier) error {
	if err := n.Notify(ctx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}
