// config: enable=undeferred-rollback

// Package undeferredrollback ends its transactions on every return.
package undeferredrollback

import (
	"database/sql"
	"errors"
	"log"
	"time"

	"undeferredrollback/tools"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

func write(tx *sql.Tx, id int64) error {
	_, err := tx.Exec(insert, id)
	return err
}

// Right: the rollback is deferred.
func deferred(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := write(tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: so it is, with logging and the time in between.
func logged(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	log.Printf("begun at %v", time.Now())
	defer func() { _ = tx.Rollback() }()
	if err := write(tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: unless the flag was set.
func flag(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			_ = tx.Rollback()
		}
	}()
	if err := write(tx, id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	done = true
	return nil
}

// Right: a closure looks at the panic.
func recovers(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
	}()
	if err := write(tx, id); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: it commits then, which is for another rule to tell.
func commits(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		err = tools.End(tx, err)
	}()
	return write(tx, id)
}

// Right: not ended on every return is for another rule to tell.
func leaks(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := write(tx, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Right: whoever gets it has to end it.
func opens(db *sql.DB, id int64) (*sql.Tx, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	if err := write(tx, id); err != nil {
		_ = tx.Rollback()
		return nil, err
	}
	return tx, nil
}

type unit struct{ tx *sql.Tx }

// Right: stored.
func (u *unit) open(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := write(tx, id); err != nil {
		_ = tx.Rollback()
		return err
	}
	u.tx = tx
	return nil
}

// Right: the callee defers its rollback.
func owner(tx *sql.Tx, id int64) error {
	defer tx.Rollback()
	if err := write(tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

func handsOver(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	return owner(tx, id)
}

// Right: nothing in between can panic.
func nothingBetween(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return nil
}

// Right: it is for the runner to end it.
func callback(db *sql.DB, id int64) error {
	return run(db, func(tx *sql.Tx) error { return write(tx, id) })
}

func run(db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the process ends.
func exits(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if id < 0 {
		log.Fatal("negative id")
	}
	return tx.Rollback()
}
