// Package sqlxdb begins transactions through sqlx.
package sqlxdb

import (
	"github.com/jmoiron/sqlx"
	_ "github.com/mattn/go-sqlite3"
)

var db = sqlx.MustConnect("sqlite3", "app.db?_journal=WAL")

func addPlain(id int) error {
	tx, err := db.Begin() // want:sqlite-deferred-write
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRow("SELECT n FROM counters WHERE id = ?", id).Scan(&n); err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE counters SET n = ? WHERE id = ?", n+1, id); err != nil {
		return err
	}
	return tx.Commit()
}
