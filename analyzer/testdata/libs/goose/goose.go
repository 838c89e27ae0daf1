package goose

import (
	"context"
	"database/sql"
	"time"

	"github.com/pressly/goose/v3"
)

func init() {
	goose.AddMigrationContext(up, down)
	goose.AddMigrationNoTxContext(upNoTx, nil)
}

func up(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `CREATE TABLE items (id INT)`)
	return err
}

func down(ctx context.Context, tx *sql.Tx) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	_, err := tx.ExecContext(ctx, `DROP TABLE items`)
	return err
}

func upNoTx(ctx context.Context, db *sql.DB) error {
	time.Sleep(time.Second)
	_, err := db.ExecContext(ctx, `CREATE INDEX CONCURRENTLY i ON items (id)`)
	return err
}
