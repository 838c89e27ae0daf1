package deferclosure

import (
	"database/sql"
	"log"
)

// Wrong: only a panic is rolled back; the errors return with it open.
func onlyPanic(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the same, with the closure in a variable.
func onlyPanicNamed(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	guard := func() {
		if p := recover(); p != nil {
			log.Printf("panic: %v", p)
			tx.Rollback()
		}
	}
	defer guard()
	if _, err = tx.Exec(insert, id); err != nil {
		return // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: set to nil before the commit: the closure does not see what an error leaves open.
func nilTooEarly(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if tx != nil {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	last := tx
	tx = nil
	if id == 0 {
		return sql.ErrNoRows // want:missing-rollback
	}
	return last.Commit()
}

// Wrong: made, and never deferred: the early return leaks.
func notDeferred(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	cleanUp := func() { tx.Rollback() }
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	if id == 0 {
		cleanUp()
		return nil
	}
	return tx.Commit()
}

// Wrong: the deferred literal returns before it rolls back.
func returnsEarly(db *sql.DB, id int64, debug bool) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if debug {
			log.Printf("order %d is left open", id)
			return
		}
		tx.Rollback()
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}
