// config: disable=wait-in-tx

// Package channels passes what it reads through channels.
package channels

import (
	"context"
	"database/sql"
)

func produce(ctx context.Context, tx *sql.Tx, out chan<- int64) error {
	defer close(out)
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		out <- id
	}
	return rows.Err()
}

// pipeline: the producer reads on while the consumer writes.
func pipeline(ctx context.Context, tx *sql.Tx) error {
	ids := make(chan int64)
	go produce(ctx, tx, ids) // want:tx-in-goroutine
	for id := range ids {
		if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// drained: the channel has ended, and so has the producer.
func drained(ctx context.Context, tx *sql.Tx) error {
	ids := make(chan int64)
	go produce(ctx, tx, ids)
	n := 0
	for range ids {
		n++
	}
	_, err := tx.ExecContext(ctx, "UPDATE stats SET n = ?", n)
	return err
}
