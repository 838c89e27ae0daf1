// Package explicit ends its transactions by hand, without a defer.
package explicit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
)

const (
	insert = "INSERT INTO accounts (id) VALUES (?)"
	update = "UPDATE accounts SET balance = balance + ? WHERE id = ?"
)

var errNothing = errors.New("nothing to do")

// Right: a rollback stands before each return.
func transfer(ctx context.Context, db *sql.DB, from, to int64, amount int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if _, err := tx.ExecContext(ctx, update, -amount, from); err != nil {
		tx.Rollback()
		return err
	}
	if _, err := tx.ExecContext(ctx, update, amount, to); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: the error of the rollback takes the name of the error that caused it.
func rollbackError(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		cause := err
		if err = tx.Rollback(); err != nil {
			return fmt.Errorf("%w (rollback: %v)", cause, err)
		}
		return cause
	}
	if err = tx.Commit(); err != nil {
		return err
	}
	return nil
}

// Right: the rollback is evaluated in the return expression.
func inReturn(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if _, err := tx.Exec(update, 1, id); err != nil {
		return fmt.Errorf("update %d: %w (rollback: %v)", id, err, tx.Rollback())
	}
	return tx.Commit()
}

// Right: nested success branches, each with its else.
func nested(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err == nil {
		if _, err = tx.Exec(insert, id); err == nil {
			err = tx.Commit()
		} else {
			tx.Rollback()
		}
	}
	return err
}

// Right: the failed opening and the open transaction share their return.
func oneReturn(db *sql.DB, id int64) (err error) {
	var tx *sql.Tx
	if tx, err = db.Begin(); err == nil {
		if _, err = tx.Exec(insert, id); err != nil {
			tx.Rollback()
		} else {
			err = tx.Commit()
		}
	}
	return
}

// Right: an end behind the branches, told apart by the same error.
func lateDecision(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, err = tx.Exec(insert, id); err != nil {
			break
		}
	}
	if err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: one label cleans up for all failures.
func gotoCleanup(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		goto rollback
	}
	if _, err = tx.Exec(update, 1, id); err != nil {
		goto rollback
	}
	return tx.Commit()
rollback:
	if rerr := tx.Rollback(); rerr != nil {
		log.Printf("rollback: %v", rerr)
	}
	return err
}

// Right: a commit that failed has ended the transaction all the same.
func failedCommit(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		log.Printf("commit: %v", err)
		return err
	}
	return nil
}

// Right: a local literal rolls back and builds the error.
func failLiteral(db *sql.DB, id int64) (int64, error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	fail := func(err error) (int64, error) {
		tx.Rollback()
		return 0, fmt.Errorf("account %d: %w", id, err)
	}
	res, err := tx.Exec(insert, id)
	if err != nil {
		return fail(err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return fail(err)
	}
	if n == 0 {
		return fail(errNothing)
	}
	return n, tx.Commit()
}

// Right: nothing was opened where both the handle and the error say so.
func bothChecked(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil || tx == nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: the handle is tested instead of the error.
func handleChecked(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if tx == nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}
