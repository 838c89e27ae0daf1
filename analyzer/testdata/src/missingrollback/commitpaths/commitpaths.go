// Package commitpaths commits through func values and closures.
package commitpaths

import (
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

var errEmpty = errors.New("empty order")

// Right: a bound method.
func bound(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	commit, undo := tx.Commit, tx.Rollback
	if _, err := tx.Exec(insert, id); err != nil {
		return errors.Join(err, undo())
	}
	return commit()
}

// Right: which of the two is called last is chosen before.
func chosen(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	end := tx.Commit
	_, err = tx.Exec(insert, id)
	if err != nil {
		end = tx.Rollback
	}
	if eerr := end(); err == nil {
		err = eerr
	}
	return err
}

// Right: a closure commits.
func closure(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	done := func(err error) error {
		if err != nil {
			tx.Rollback()
			return err
		}
		return tx.Commit()
	}
	_, err = tx.Exec(insert, id)
	return done(err)
}

// Right: a closure that is handed to a function which calls it.
func handed(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return timed("commit", func() error { return tx.Commit() })
}

// Right: a bound method that is handed to a function which calls it.
func handedBound(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		timed("rollback", tx.Rollback)
		return err
	}
	return timed("commit", tx.Commit)
}

func timed(what string, f func() error) error {
	if err := f(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// Right: once is enough.
func once(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	var rollback sync.Once
	undo := func() { rollback.Do(func() { tx.Rollback() }) }
	defer undo()
	if _, err := tx.Exec(insert, id); err != nil {
		undo()
		return err
	}
	return tx.Commit()
}

// Right: the commit is an argument of the return.
func asArgument(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return wrap(tx.Rollback(), err)
	}
	return wrap(tx.Commit(), nil)
}

func wrap(end, cause error) error { return errors.Join(cause, end) }

// Right: in the condition and in the initialiser.
func inCondition(db *sql.DB, id int64) bool {
	tx, err := db.Begin()
	if err != nil {
		return false
	}
	if _, err := tx.Exec(insert, id); err != nil || id == 0 {
		return tx.Rollback() == nil && false
	}
	if tx.Commit() != nil {
		return false
	}
	return true
}

// Wrong: the bound rollback is never called where the order is empty.
func boundLeak(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	commit, undo := tx.Commit, tx.Rollback
	if id == 0 {
		return errEmpty // want:missing-rollback
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return errors.Join(err, undo())
	}
	return commit()
}

// Wrong: the closure commits, and does nothing about an error.
func closureLeak(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	done := func(err error) error {
		if err != nil {
			return err
		}
		return tx.Commit()
	}
	_, err = tx.Exec(insert, id)
	return done(err) // want:missing-rollback
}

// Wrong: short-circuited: the rollback isn't evaluated where the insert failed.
func shortCircuit(db *sql.DB, id int64) bool {
	tx, err := db.Begin()
	if err != nil {
		return false
	}
	_, err = tx.Exec(insert, id)
	return err == nil && tx.Commit() == nil // want:missing-rollback
}
