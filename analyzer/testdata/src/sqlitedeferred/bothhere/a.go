// Package bothhere has a database of each kind in one function.
package bothhere

import (
	"database/sql"

	_ "modernc.org/sqlite"
)

func both(dsn string) error {
	lite, err := sql.Open("sqlite", "file:app.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)")
	if err != nil {
		return err
	}
	big, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	if err := upgrade(lite); err != nil {
		return err
	}
	tx, err := lite.Begin() // want:sqlite-deferred-write
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRow("SELECT n FROM t").Scan(&n); err != nil {
		return err
	}
	if _, err := tx.Exec("DELETE FROM t"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	other, err := big.Begin()
	if err != nil {
		return err
	}
	defer other.Rollback()
	if err := other.QueryRow("SELECT n FROM t").Scan(&n); err != nil {
		return err
	}
	if _, err := other.Exec("DELETE FROM t"); err != nil {
		return err
	}
	return other.Commit()
}

func upgrade(db *sql.DB) error { return db.Ping() }
