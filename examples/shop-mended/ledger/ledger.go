// Package ledger books the orders of the shop in the database of the accountants,
// which is a PostgreSQL.
package ledger

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Settle books all that is open.
func Settle(ctx context.Context, conn *pgx.Conn) error {
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, "SELECT id FROM entries WHERE booked IS NULL")
		if err != nil {
			return err
		}
		ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "UPDATE entries SET booked = now() WHERE id = ANY($1)", ids)
		return err
	})
}
