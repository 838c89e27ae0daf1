// Package busy fails with SQLITE_BUSY although its connections wait: a
// transaction that begins deferred and has read can't write any more when
// somebody else has written since. sqlite-deferred-write reports it.
package busy

import (
	"context"
	"database/sql"

	_ "modernc.org/sqlite"
)

// A Counter is kept in a SQLite database.
type Counter struct{ db *sql.DB }

// Open opens the counter in a file.
func Open(ctx context.Context, file string) (*Counter, error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)")
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS counter (n INTEGER); INSERT INTO counter VALUES (0)")
	return &Counter{db}, err
}

// Change sets the counter to what next makes of it.
func (c *Counter) Change(ctx context.Context, next func(n int) int) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT n FROM counter").Scan(&n); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE counter SET n = ?", next(n)); err != nil {
		return err
	}
	return tx.Commit()
}
