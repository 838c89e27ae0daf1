package ncruces

import (
	"time"

	"github.com/ncruces/go-sqlite3"
)

func right(conn *sqlite3.Conn) (err error) {
	tx, err := conn.BeginImmediate()
	if err != nil {
		return err
	}
	defer tx.End(&err)
	return conn.Exec(`UPDATE items SET a = 1`)
}

func wrong(conn *sqlite3.Conn) error {
	tx, err := conn.BeginImmediate()
	if err != nil {
		return err
	}
	if err := conn.Exec(`UPDATE items SET a = 1`); err != nil {
		return err // want:missing-rollback
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}

func explicit(conn *sqlite3.Conn) error {
	tx := conn.Begin()
	if err := conn.Exec(`UPDATE items SET a = 1`); err != nil {
		_ = tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return nil
}

func savepoint(conn *sqlite3.Conn) (err error) {
	sp := conn.Savepoint()
	defer sp.Release(&err)
	return conn.Exec(`UPDATE items SET a = 1`)
}
