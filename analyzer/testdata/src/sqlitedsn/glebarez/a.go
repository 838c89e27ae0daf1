// Package glebarez opens databases with a driver that waits 5 s by itself and
// knows no keys but _pragma.
package glebarez

import (
	"database/sql"

	_ "github.com/glebarez/go-sqlite"
)

func plain() (*sql.DB, error) {
	return sql.Open("sqlite", "app.db") // want:sqlite-dsn
}

func othersKeys() (*sql.DB, error) {
	return sql.Open("sqlite", "app.db?_journal_mode=WAL") // want:sqlite-dsn
}

func right() (*sql.DB, error) {
	return sql.Open("sqlite", "app.db?_pragma=journal_mode(WAL)")
}
