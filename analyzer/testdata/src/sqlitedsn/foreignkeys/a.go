// config: require-foreign-keys=true

// Package foreignkeys is asked to have foreign keys as well.
package foreignkeys

import (
	"database/sql"

	_ "github.com/mattn/go-sqlite3"
)

func without() (*sql.DB, error) {
	return sql.Open("sqlite3", "app.db?_journal=WAL") // want:sqlite-dsn
}

func off() (*sql.DB, error) {
	return sql.Open("sqlite3", "app.db?_journal=WAL&_fk=0") // want:sqlite-dsn
}

func right() (*sql.DB, error) {
	return sql.Open("sqlite3", "app.db?_journal=WAL&_fk=1")
}

func byStatement() (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "app.db?_journal=WAL")
	if err != nil {
		return nil, err
	}
	_, err = db.Exec("PRAGMA foreign_keys = ON")
	return db, err
}
