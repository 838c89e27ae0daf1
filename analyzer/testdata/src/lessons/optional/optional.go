// Package optional holds variables that callees assign.
package optional

import (
	"context"
	"database/sql"
	"errors"
)

// The count is what Scan puts there, not the zero that it was made with: both
// branches can be taken.
func prune(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM carts").Scan(&n); err != nil {
		_ = tx.Rollback()
		return err
	}
	if n == 0 {
		_ = tx.Rollback()
		return errors.New("nothing to prune")
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		return err // want:missing-rollback
	}
	tx.Commit() // want:unchecked-commit
	return nil
}
