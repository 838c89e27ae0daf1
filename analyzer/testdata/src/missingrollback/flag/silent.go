// Package flag ends its transactions in deferred closures that look at a flag.
package flag

import (
	"database/sql"
	"errors"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

var errEmpty = errors.New("empty order")

// Right: rolls back unless the commit was reached.
func committed(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if id == 0 {
		return errEmpty
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	committed = true
	return nil
}

// Right: set just before the commit, which ends it whatever it returns.
func beforeCommit(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	var done bool
	defer func() {
		if done {
			return
		}
		tx.Rollback()
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	done = true
	return tx.Commit()
}

// Right: the flag asks for the rollback, and every failure sets it.
func asks(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	rollback := true
	defer func() {
		if rollback {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	err = tx.Commit()
	if err == nil {
		rollback = false
	}
	return err
}

// Right: the closure commits when the flag says so; a panic leaves it unset.
func commitsByFlag(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	ok := false
	defer func() {
		if ok {
			err = tx.Commit()
		} else {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	ok = true
	return nil
}

// Right: a flag of the failures, looked at once behind the loop.
func failedFlag(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	failed := false
	for _, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil {
			failed = true
			break
		}
	}
	if failed {
		return tx.Rollback()
	}
	return tx.Commit()
}

// Right: a dry run is always rolled back, the real one is committed.
func dryRun(db *sql.DB, id int64, dry bool) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	if dry {
		return tx.Rollback()
	}
	return tx.Commit()
}

// Right: the same condition opens and ends it.
func optional(db *sql.DB, id int64, write bool) error {
	var tx *sql.Tx
	var err error
	if write {
		if tx, err = db.Begin(); err != nil {
			return err
		}
		if _, err = tx.Exec(insert, id); err != nil {
			tx.Rollback()
			return err
		}
	}
	if id == 0 {
		if write {
			tx.Rollback()
		}
		return errEmpty
	}
	if write {
		return tx.Commit()
	}
	return nil
}
