// Package onedefect holds defects that several rules could claim: one has it.
package onedefect

import (
	"context"
	"database/sql"
	"errors"
	"log"
)

const (
	insert = "INSERT INTO orders (id) VALUES (?)"
	audit  = "INSERT INTO audit (id) VALUES (?)"
)

var errEmpty = errors.New("empty order")

// What stands under an unconditional deferred commit is deferred-commit alone:
// not unchecked-commit, nor swallowed-error for what it commits in spite of.
func deferredCommit(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Commit() // want:deferred-commit
	tx.Exec(audit, id)
	if _, err := tx.Exec(insert, id); err != nil {
		log.Print(err)
		return err
	}
	if id == 0 {
		return errEmpty
	}
	return nil
}

// The same in a closure, which drops the error of the commit as well.
func deferredClosure(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:deferred-commit
		tx.Commit()
	}()
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return nil
}

// The turn that starts the next one with its transaction open is reported at
// the continue: not as a nested begin, nor again behind the loop.
func continues(ctx context.Context, db *sql.DB, ids []int64) error {
	var tx *sql.Tx
	var err error
	for _, id := range ids {
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, insert, id); err != nil {
			log.Print(err)
			continue // want:missing-rollback
		}
		if err = tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// The same at the end of the body.
func endOfBody(ctx context.Context, db *sql.DB, ids []int64) (err error) {
	var tx *sql.Tx
	for _, id := range ids {
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, insert, id); err == nil {
			if err = tx.Commit(); err != nil {
				return err
			}
		}
	} // want:missing-rollback
	return err
}

// A closure that only rolls back, by a variable that isn't what is returned, leaks.
func shadowedRollback(db *sql.DB, id int64) error {
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
		return err // want:missing-rollback
	}
	err = tx.Commit()
	return err
}

// Never ended: once, at the opener, however many returns there are.
func neverEnded(db *sql.DB, id int64) error {
	tx, err := db.Begin() // want:missing-rollback
	if err != nil {
		return err
	}
	if id == 0 {
		return errEmpty
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return nil
}

// Never looked at and used: once, at the opener, and not at each use.
func neverLooked(db *sql.DB, id int64) error {
	tx, _ := db.Begin() // want:unchecked-begin
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if _, err := tx.Exec(audit, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Two defects: neither hides the other.
func two(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tx.Exec(insert, id) // want:swallowed-error
	tx.Commit()         // want:unchecked-commit
	return nil
}

// A function that is handed the transaction reports its own defect, its caller
// does not report it again.
func helper(tx *sql.Tx, id int64) error {
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	tx.Commit() // want:unchecked-commit
	return nil
}

func caller(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	return helper(tx, id)
}

// An opener that leaks half-way reports it itself; its callers have nothing to end there.
func open(db *sql.DB, id int64) (*sql.Tx, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	if _, err := tx.Exec(audit, id); err != nil {
		return nil, err // want:missing-rollback
	}
	return tx, nil
}

func callsOpen(db *sql.DB, id int64) error {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// A runner that leaks reports it itself; its callbacks and its callers do not.
func inTx(db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func callsInTx(db *sql.DB, id int64) error {
	return inTx(db, func(tx *sql.Tx) error {
		_, err := tx.Exec(insert, id)
		return err
	})
}

// A goroutine's own transaction leaks once, in its literal.
func inGoroutine(db *sql.DB, ids []int64) {
	for _, id := range ids {
		go func() {
			tx, err := db.Begin()
			if err != nil {
				return
			}
			if _, err := tx.Exec(insert, id); err != nil {
				return // want:missing-rollback
			}
			_ = tx.Commit()
		}()
	}
}

// A returned error that the deciding closure doesn't see: neither a swallowed
// error, nor a leak.
func shadowedCommit(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		log.Print(err)
		return err // want:shadowed-error
	}
	if _, err := tx.Exec(audit, id); err != nil { // want:swallowed-error
		log.Print(err)
		return nil
	}
	return nil
}

// A closure without recover, and a return that it doesn't see, are two.
func twoOfOneClosure(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:shadowed-error
	}
	return nil
}

// Under an unconditional deferred commit, no return shadows anything.
func commitsAnyway(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:deferred-commit
		if err := tx.Commit(); err != nil {
			log.Print(err)
		}
	}()
	if id == 0 {
		return errEmpty
	}
	_, err = tx.Exec(insert, id)
	return err
}

// A rollback deferred in a loop is that, not a leak at the continue as well.
func deferredInLoop(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer tx.Rollback() // want:rollback-deferred-in-loop
		if _, err := tx.Exec(insert, id); err != nil {
			log.Print(err)
			continue
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}
