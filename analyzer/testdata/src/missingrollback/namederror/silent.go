// Package namederror ends its transactions in deferred closures that look at
// the error being returned. All of them also roll back on a panic.
package namederror

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

var errEmpty = errors.New("empty order")

// Right: the closure decides by the named error, and the commit is in it.
func decides(db *sql.DB, id int64) (err error) {
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
	return err
}

// Right: the same as a switch; shadowed errors reach the name by their return.
func decidesBySwitch(db *sql.DB, id int64) (n int64, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer func() {
		switch p := recover(); {
		case p != nil:
			tx.Rollback()
			panic(p)
		case err != nil:
			err = errors.Join(err, tx.Rollback())
		default:
			err = tx.Commit()
		}
	}()
	if res, err := tx.Exec(insert, id); err != nil {
		return 0, err
	} else if n, err := res.RowsAffected(); err != nil {
		return 0, err
	} else if n == 0 {
		return 0, errEmpty
	}
	return 1, nil
}

// Right: only rolls back; `return tx.Commit()` ends it on the way that succeeds.
func rollsBack(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return fmt.Errorf("order %d: %w", id, err)
	}
	if id == 0 {
		return errEmpty
	}
	return tx.Commit()
}

// Right: a bare return after the name was assigned.
func bare(db *sql.DB, id int64) (n int64, err error) {
	tx, err := db.Begin()
	if err != nil {
		return
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	res, err := tx.Exec(insert, id)
	if err != nil {
		return
	}
	if n, err = res.RowsAffected(); err != nil {
		return
	}
	err = tx.Commit()
	return
}

// Right: not named, but it is this variable that every return returns.
func unnamed(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	err = tx.Commit()
	return err
}

// Right: registered before the opening; it asks for both.
func before(db *sql.DB, id int64) (err error) {
	var tx *sql.Tx
	defer func() {
		if err != nil && tx != nil {
			tx.Rollback()
		}
	}()
	tx, err = db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the context of the transaction is cancelled when the function fails.
func cancelled(ctx context.Context, db *sql.DB, id int64) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err == nil {
			return
		}
		if rerr := tx.Rollback(); rerr != nil {
			err = fmt.Errorf("%w (rollback: %v)", err, rerr)
		}
	}()
	if err = ctx.Err(); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, insert, id)
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Right: a failed recover-to-error is an error as well.
func recovers(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
		if err != nil {
			tx.Rollback()
		} else {
			err = tx.Commit()
		}
	}()
	if id == 0 {
		return errEmpty
	}
	_, err = tx.Exec(insert, id)
	return
}
