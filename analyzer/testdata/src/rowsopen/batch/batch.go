// Package batch sends batches: their results are open until they are closed.
package batch

import (
	"context"

	"github.com/jackc/pgx/v5"
)

func left(ctx context.Context, tx pgx.Tx, b *pgx.Batch) error {
	results := tx.SendBatch(ctx, b)
	defer results.Close()
	if _, err := results.Exec(); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "UPDATE stats SET batches = batches + 1") // want:statement-while-rows-open
	return err
}

func closed(ctx context.Context, tx pgx.Tx, b *pgx.Batch) error {
	results := tx.SendBatch(ctx, b)
	if _, err := results.Exec(); err != nil {
		results.Close()
		return err
	}
	if err := results.Close(); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "UPDATE stats SET batches = batches + 1")
	return err
}

func atOnce(ctx context.Context, tx pgx.Tx, b *pgx.Batch) error {
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "UPDATE stats SET batches = batches + 1")
	return err
}

// read: what is read out of the batch is no statement.
func read(ctx context.Context, tx pgx.Tx, b *pgx.Batch) (n int, err error) {
	results := tx.SendBatch(ctx, b)
	defer results.Close()
	if err := results.QueryRow().Scan(&n); err != nil {
		return 0, err
	}
	rows, err := results.Query()
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		n++
	}
	return n, nil
}

// inLiteral: the deferred close comes when the literal returns.
func inLiteral(ctx context.Context, tx pgx.Tx, b *pgx.Batch) error {
	err := func() error {
		results := tx.SendBatch(ctx, b)
		defer results.Close()
		_, err := results.Exec()
		return err
	}()
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "UPDATE stats SET batches = batches + 1")
	return err
}
