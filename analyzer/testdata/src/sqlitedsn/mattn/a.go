// Package mattn opens databases with a driver that waits 5 s by itself.
package mattn

import (
	"database/sql"
	"fmt"
	"os"

	_ "github.com/mattn/go-sqlite3"
)

const (
	file    = "app.db"
	options = "?_busy_timeout=5000&_journal_mode=WAL"
)

var shared, sharedErr = sql.Open("sqlite3", "shared.db") // want:sqlite-dsn

func plain() (*sql.DB, error) {
	return sql.Open("sqlite3", "app.db") // want:sqlite-dsn
}

func plainURI() (*sql.DB, error) {
	return sql.Open("sqlite3", "file:app.db?cache=shared") // want:sqlite-dsn
}

func noWait() (*sql.DB, error) {
	return sql.Open("sqlite3", file+"?_timeout=0&_journal=wal") // want:sqlite-dsn
}

func othersKeys() (*sql.DB, error) {
	return sql.Open("sqlite3", "app.db?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)") // want:sqlite-dsn
}

func formatted() (*sql.DB, error) {
	return sql.Open("sqlite3", fmt.Sprintf("file:%s?_busy_timeout=%d", file, 5000)) // want:sqlite-dsn
}

func local() (*sql.DB, error) {
	dsn := "file:" + file
	dsn2 := dsn + "?_fk=1"
	db, err := sql.Open("sqlite3", dsn2) // want:sqlite-dsn
	if err != nil {
		return nil, err
	}
	return db, db.Ping()
}

func right() (*sql.DB, error) {
	return sql.Open("sqlite3", file+options)
}

func alias() (*sql.DB, error) {
	return sql.Open("sqlite3", fmt.Sprintf("file:%s?_journal=%s", file, "WAL"))
}

func inMemory() {
	sql.Open("sqlite3", ":memory:")
	sql.Open("sqlite3", "file::memory:?cache=shared")
	sql.Open("sqlite3", "file:test?mode=memory&cache=shared")
	sql.Open("sqlite3", "")
}

func readOnly() {
	sql.Open("sqlite3", "file:app.db?mode=ro")
	sql.Open("sqlite3", "file:app.db?mode=ro&immutable=1")
	sql.Open("sqlite3", "app.db?_query_only=true")
}

func fromOutside(path string) {
	sql.Open("sqlite3", path)
	sql.Open("sqlite3", "file:"+path)
	sql.Open("sqlite3", fmt.Sprintf("file:%s?cache=shared", path))
	sql.Open("sqlite3", os.Getenv("DSN"))
	sql.Open(os.Getenv("DRIVER"), "app.db")
}

func maybeOther() (*sql.DB, error) {
	dsn := "app.db"
	if v := os.Getenv("DSN"); v != "" {
		dsn = v
	}
	return sql.Open("sqlite3", dsn)
}

func otherDatabase() (*sql.DB, error) {
	return sql.Open("postgres", "app.db")
}
