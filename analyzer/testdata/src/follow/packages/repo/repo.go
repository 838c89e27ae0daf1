// Package repo writes rows, and in one place does more than that.
package repo

import (
	"context"
	"database/sql"

	"follow/packages/notify"
)

// Orders writes orders.
type Orders struct{ Notify *notify.Client }

// Insert writes.
func (o *Orders) Insert(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}

// InsertAndTell writes and tells; it is handed the transaction, so the finding stands here.
func (o *Orders) InsertAndTell(ctx context.Context, tx *sql.Tx) error {
	if err := o.Insert(ctx, tx); err != nil {
		return err
	}
	return o.Notify.Send() // want:http-in-tx
}

// Tell tells.
func (o *Orders) Tell(ctx context.Context) error { return o.Notify.Send() }
