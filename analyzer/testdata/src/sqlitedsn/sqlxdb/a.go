// Package sqlxdb opens databases through sqlx, and does not see the driver.
package sqlxdb

import (
	"context"

	"github.com/jmoiron/sqlx"
)

func plain(ctx context.Context) {
	sqlx.Open("sqlite3", "app.db")                // want:sqlite-dsn
	sqlx.Connect("sqlite3", "app.db")             // want:sqlite-dsn
	sqlx.MustConnect("sqlite3", "app.db")         // want:sqlite-dsn
	sqlx.ConnectContext(ctx, "sqlite3", "app.db") // want:sqlite-dsn
}

// One driver of that name would turn on WAL, another would not.
func either() {
	sqlx.Open("sqlite3", "file:app.db?_journal_mode=WAL")
	sqlx.Open("sqlite3", "file:app.db?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)")
}

func byStatement() *sqlx.DB {
	db := sqlx.MustConnect("sqlite3", "app.db")
	db.MustExec("PRAGMA journal_mode=WAL")
	return db
}
