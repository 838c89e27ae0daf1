// Package ncruces begins immediate by itself.
package ncruces

import (
	"context"
	"database/sql"

	_ "github.com/ncruces/go-sqlite3/driver"
)

func open() (*sql.DB, error) {
	return sql.Open("sqlite3", "file:app.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)")
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
