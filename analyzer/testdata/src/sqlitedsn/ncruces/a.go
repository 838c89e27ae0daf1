// Package ncruces opens databases with a driver that waits a minute, unless it
// is told anything.
package ncruces

import (
	"database/sql"

	"github.com/ncruces/go-sqlite3/driver"
)

func plain() (*sql.DB, error) {
	return sql.Open("sqlite3", "file:app.db") // want:sqlite-dsn
}

func keysOfNoURI() (*sql.DB, error) {
	return sql.Open("sqlite3", "app.db?_pragma=journal_mode(WAL)") // want:sqlite-dsn
}

func noWait() (*sql.DB, error) {
	return sql.Open("sqlite3", "file:app.db?_pragma=journal_mode(WAL)") // want:sqlite-dsn
}

func direct() (*sql.DB, error) {
	return driver.Open("file:app.db") // want:sqlite-dsn
}

func right() (*sql.DB, error) {
	return driver.Open("file:app.db?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)")
}

func withSetup() (*sql.DB, error) {
	return driver.Open("file:app.db", func(any) error { return nil })
}

func inMemory() {
	sql.Open("sqlite3", "file:/test.db?vfs=memdb")
	driver.Open(":memory:")
}
