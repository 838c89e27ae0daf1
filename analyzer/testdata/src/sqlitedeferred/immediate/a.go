// Package immediate asks for immediate transactions.
package immediate

import (
	"context"
	"database/sql"

	_ "github.com/mattn/go-sqlite3"
)

func open() (*sql.DB, error) {
	return sql.Open("sqlite3", "app.db?_journal=WAL&_txlock=immediate")
}

func add(ctx context.Context, db *sql.DB, id int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT n FROM counters WHERE id = ?", id).Scan(&n); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE counters SET n = ? WHERE id = ?", n+1, id); err != nil {
		return err
	}
	return tx.Commit()
}
