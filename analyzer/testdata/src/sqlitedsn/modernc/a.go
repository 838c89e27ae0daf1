// Package modernc opens databases with a driver that does not wait.
package modernc

import (
	"database/sql"

	"modernc.org/sqlite"
)

func plain() (*sql.DB, error) {
	return sql.Open("sqlite", "app.db") // want:sqlite-dsn
}

func noWAL() (*sql.DB, error) {
	return sql.Open("sqlite", "file:app.db?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)") // want:sqlite-dsn
}

func noWait() (*sql.DB, error) {
	return sql.Open("sqlite", "file:app.db?_pragma=journal_mode(WAL)&_txlock=immediate") // want:sqlite-dsn
}

func connector() (*sql.DB, error) {
	c, err := sqlite.NewConnector("app.db") // want:sqlite-dsn
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(c), nil
}

func half() (*sql.DB, error) {
	db, err := sql.Open("sqlite", "app.db") // want:sqlite-dsn
	if err != nil {
		return nil, err
	}
	_, err = db.Exec("PRAGMA journal_mode=WAL")
	return db, err
}

func right() (*sql.DB, error) {
	return sql.Open("sqlite", "file:app.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)")
}

func rightWithEquals() (*sql.DB, error) {
	return sql.Open("sqlite", "app.db?_pragma=busy_timeout=5000&_pragma=journal_mode=wal")
}

func rightKeys() (*sql.DB, error) {
	return sql.Open("sqlite", "app.db?_busy_timeout=5000&_journal_mode=WAL")
}

func inMemory() (*sql.DB, error) {
	return sql.Open("sqlite", ":memory:?_pragma=foreign_keys(1)")
}

func connectorAndStatement() (*sql.DB, error) {
	c, err := sqlite.NewConnector("app.db")
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(c)
	_, err = db.Exec("PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL")
	return db, err
}

// The name belongs to another driver, which is not there.
func otherName() (*sql.DB, error) {
	return sql.Open("sqlite-custom", "app.db")
}
