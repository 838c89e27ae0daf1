// Package generated has a generated file beside this one.
package generated

import (
	"context"
	"database/sql"
)

// The call of a generated function is reported where it stands; what that is handed stays silent.
func place(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := Insert(tx); err != nil {
		return err
	}
	if err := Fetch(); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}
