// Package helpers ends its transactions through functions that are handed them.
package helpers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"

	"missingrollback/dbtx"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

func rollback(tx *sql.Tx, err error) error {
	if rerr := tx.Rollback(); rerr != nil {
		return fmt.Errorf("%w (rollback: %v)", err, rerr)
	}
	return err
}

func ignore(f func() error) { _ = f() }

// three calls deep.
func closeAll(name string, tx *sql.Tx, rows *sql.Rows) { closeBoth(rows, tx) }
func closeBoth(rows *sql.Rows, tx *sql.Tx)             { rows.Close(); closeTx(tx) }
func closeTx(tx *sql.Tx)                               { tx.Rollback() }

// Right: in the return expression.
func inReturn(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return rollback(tx, err)
	}
	if _, err := tx.Exec(insert, id+1); err != nil {
		return dbtx.Fail(tx, "second: %w", err)
	}
	return tx.Commit()
}

// Right: a deferred function of another package, the transaction as the last argument.
func otherPackage(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer dbtx.Rollback(ctx, "insert order", tx)
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: a finisher that is handed the address of the named error.
func finisher(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer dbtx.Finish(tx, &err)
	if id == 0 {
		return errors.New("no id")
	}
	_, err = tx.Exec(insert, id)
	return err
}

// Right: fed a method value.
func methodValue(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer dbtx.LogError(tx.Rollback, "insert order")
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: bound to the first transaction by its defer, to the second by another.
func methodValues(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer ignore(tx.Rollback)
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if tx, err = db.Begin(); err != nil {
		return err
	}
	defer ignore(tx.Rollback)
	if _, err := tx.Exec(insert, id+1); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: through an interface with the one method.
func narrow(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer dbtx.Quiet(tx)
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: through a type parameter.
func generic(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer dbtx.End(tx)
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: several calls deep, between other arguments.
func deep(db *sql.DB) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	rows, err := tx.Query("SELECT n FROM orders")
	if err != nil {
		closeTx(tx)
		return 0, err
	}
	defer closeAll("orders", tx, rows)
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

type service struct{ log *log.Logger }

func (s *service) abort(ctx context.Context, tx *sql.Tx, cause error) error {
	s.log.Printf("abort: %v (%v)", cause, ctx.Err())
	dbtx.Rollback(ctx, "abort", tx)
	return cause
}

// Right: a method of the receiver.
func (s *service) insert(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, insert, id); err != nil {
		return s.abort(ctx, tx, err)
	}
	return tx.Commit()
}

// Right: the commit is in a helper too.
func (s *service) save(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, insert, id)
	return s.end(ctx, tx, err)
}

func (s *service) end(ctx context.Context, tx *sql.Tx, err error) error {
	if err != nil {
		return s.abort(ctx, tx, err)
	}
	return tx.Commit()
}

// Right: a helper that tells by its result that it has rolled back.
func toldByResult(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	_, err = tx.Exec(insert, id)
	if failed(tx, err) {
		return err
	}
	return tx.Commit()
}

func failed(tx *sql.Tx, err error) bool {
	if err == nil {
		return false
	}
	tx.Rollback()
	return true
}
