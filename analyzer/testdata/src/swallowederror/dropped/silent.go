// Package dropped runs statements whose error nobody takes.
package dropped

import (
	"context"
	"database/sql"
	"fmt"
	"log"
)

const (
	insert = "INSERT INTO orders (id) VALUES (?)"
	audit  = "INSERT INTO audit (id) VALUES (?)"
)

// Right: every error is looked at.
func looked(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	res, err := tx.ExecContext(ctx, insert, id)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return fmt.Errorf("%d rows: %w", n, err)
	}
	if _, err = tx.ExecContext(ctx, audit, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: an explicit blank says that it was considered.
func blank(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	_, _ = tx.Exec(audit, id)
	rows, _ := tx.Query("SELECT id FROM orders")
	if rows != nil {
		rows.Close()
	}
	return tx.Commit()
}

// Right: nothing is committed: a sandbox.
func sandbox(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	tx.Exec("SET LOCAL enable_seqscan = off")
	err = tx.QueryRow("SELECT count(*) FROM orders WHERE id > ?", id).Scan(&n)
	return n, err
}

// Right: on the way to the rollback nothing depends on it.
func onWayOut(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Exec("SELECT pg_advisory_unlock(1)")
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: what is dropped here are no statements.
func otherCalls(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := tx.Prepare(insert)
	if err != nil {
		return err
	}
	defer stmt.Close()
	rows, err := tx.Query("SELECT id FROM orders")
	if err != nil {
		return err
	}
	rows.Close()
	fmt.Println("read")
	log.Output(1, "closed")
	if _, err := stmt.Exec(1); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the pool's own statement, before there is a transaction.
func before(db *sql.DB, id int64) error {
	db.Exec("DELETE FROM cache")
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	db.Exec("DELETE FROM cache")
	return nil
}

// Right: the value is read by the deferred closure.
func readByClosure(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.Exec(insert, id)
	return
}

// Right: the second is only reached when the first worked.
func chain(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	_, err = tx.Exec(insert, id)
	if err == nil {
		_, err = tx.Exec(audit, id)
	}
	if err == nil {
		return tx.Commit()
	}
	tx.Rollback()
	return err
}

// Right: the error of a row comes with its Scan.
func row(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	row := tx.QueryRow("SELECT n FROM orders WHERE id = ?", id)
	if id < 0 {
		return 0, nil
	}
	if err := row.Scan(&n); err != nil {
		return 0, err
	}
	return n, tx.Commit()
}
