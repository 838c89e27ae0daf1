// Package batch holds a loop that keeps its transaction over several turns.
package batch

import (
	"context"
	"database/sql"
	"log"
)

// A counter tells whether a transaction is open. The range waits for the
// producer, with the transaction open.
func load(ctx context.Context, db *sql.DB, rows <-chan int) error {
	var (
		tx  *sql.Tx
		err error
		n   = 0
	)
	for row := range rows { // want:wait-in-tx
		if n == 0 {
			if tx, err = db.BeginTx(ctx, nil); err != nil {
				log.Print(err)
				continue
			}
		}
		if _, err = tx.ExecContext(ctx, "INSERT INTO rows VALUES (?)", row); err != nil {
			_ = tx.Rollback()
			return err
		}
		n++
		if n%100 == 0 {
			if err := tx.Commit(); err != nil {
				return err
			}
			n = 0
		}
	}
	if n == 0 {
		return nil
	}
	return tx.Commit()
}
