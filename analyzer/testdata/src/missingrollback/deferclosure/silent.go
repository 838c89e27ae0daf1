// Package deferclosure ends its transactions in deferred literals that always
// roll back, or that roll back on a panic.
package deferclosure

import (
	"database/sql"
	"errors"
	"fmt"
	"log"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Right: the plain closure.
func plain(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		_ = tx.Rollback()
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the rollback stands in the condition of an if.
func inCondition(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
			log.Printf("rollback: %v", err)
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the transaction is an argument of the closure.
func asArgument(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func(tx *sql.Tx) {
		tx.Rollback()
	}(tx)
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the closure has a name.
func named(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	cleanUp := func() { tx.Rollback() }
	defer cleanUp()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: registered before the opening; at exit the variable holds the transaction or nil.
func before(db *sql.DB, id int64) (err error) {
	var tx *sql.Tx
	defer func() {
		if tx != nil {
			tx.Rollback()
		}
	}()
	if tx, err = db.Begin(); err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: set to nil by the commit, so that the closure has nothing left to end.
func nilAfterCommit(db *sql.DB, id int64) (err error) {
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
	if err = tx.Commit(); err != nil {
		return err
	}
	tx = nil
	return nil
}

// Right: rolls back on a panic, the rest is done by hand.
func onPanic(db *sql.DB, id int64) error {
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
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: two defers, one for panics and one for errors.
func two(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: a closure inside the deferred closure rolls back.
func nested(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		func() {
			if err := tx.Rollback(); err != nil {
				log.Print(err)
			}
		}()
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}
