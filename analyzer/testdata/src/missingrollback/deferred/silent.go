// Package deferred ends its transactions by a deferred call.
package deferred

import (
	"context"
	"database/sql"
	"errors"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

var errEmpty = errors.New("empty order")

// Right: the plain form.
func plain(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	if id == 0 {
		return errEmpty
	}
	return tx.Commit()
}

// Right: nothing but a defer: falls off the end with it.
func offTheEnd(db *sql.DB, use func(int)) {
	tx, err := db.Begin()
	if err != nil {
		return
	}
	defer tx.Rollback()
	var n int
	if tx.QueryRow("SELECT count(*) FROM orders").Scan(&n) == nil {
		use(n)
	}
}

// Right: a defer in the branch in which it was opened.
func inBranch(db *sql.DB, id int64) error {
	if tx, err := db.Begin(); err != nil {
		return err
	} else {
		defer tx.Rollback()
		if _, err := tx.Exec(insert, id); err != nil {
			return err
		}
		return tx.Commit()
	}
}

// Right: each case opens and defers for itself.
func perCase(db, replica *sql.DB, write bool, id int64) (n int, err error) {
	switch {
	case write:
		tx, err := db.Begin()
		if err != nil {
			return 0, err
		}
		defer tx.Rollback()
		if _, err := tx.Exec(insert, id); err != nil {
			return 0, err
		}
		return 1, tx.Commit()
	default:
		tx, err := replica.Begin()
		if err != nil {
			return 0, err
		}
		defer tx.Rollback()
		return n, tx.QueryRow("SELECT n FROM orders WHERE id = ?", id).Scan(&n)
	}
}

// Right: the opener is chosen first, the deferred rollback is for both.
func eitherPool(db, replica *sql.DB, write bool, id int64) error {
	var tx *sql.Tx
	var err error
	if write {
		tx, err = db.Begin()
	} else {
		tx, err = replica.Begin()
	}
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the closure reads the variable when it runs: the second transaction too.
func closureSeesSecond(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { tx.Rollback() }()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	next, err := db.Begin()
	if err != nil {
		return err
	}
	tx = next
	if _, err := tx.Exec(insert, id+1); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: rolled back by hand and by the defer; the second does nothing.
func twice(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: on a connection that is closed after the rollback.
func onConn(ctx context.Context, db *sql.DB, id int64) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: a parenthesised method expression is still the rollback.
func methodExpression(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer (*sql.Tx).Rollback(tx)
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}
