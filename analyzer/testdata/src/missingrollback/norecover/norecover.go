// Package norecover ends its transactions on every return, by closures and
// finishers that decide by the error and have no recover. On a panic they
// commit half the work: that is no leak.
package norecover

import (
	"database/sql"
	"errors"
	"fmt"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Right: `return nil` is seen by the closure as well.
func closure(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if id == 0 {
		return nil
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return fmt.Errorf("insert: %w", err)
	}
	return nil
}

func end(tx *sql.Tx, err *error) {
	if *err == nil {
		*err = tx.Commit()
	} else {
		*err = errors.Join(*err, tx.Rollback())
	}
}

// Right: a finisher with a pointer.
func finisher(db *sql.DB, id int64) (n int64, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer end(tx, &err) // want:commit-on-panic
	res, err := tx.Exec(insert, id)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Right: a finisher that is a literal of this function.
func literal(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	end := func(err *error) {
		if *err != nil {
			tx.Rollback()
			return
		}
		*err = tx.Commit()
	}
	defer end(&err) // want:commit-on-panic
	_, err = tx.Exec(insert, id)
	return err
}

// Right: made and deferred in one line.
func oneLine(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer finish(tx)(&err) // want:commit-on-panic
	_, err = tx.Exec(insert, id)
	return err
}

func finish(tx *sql.Tx) func(*error) {
	return func(err *error) { end(tx, err) }
}

func ended(tx *sql.Tx, err error) error {
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Right: the closure assigns what the finisher returns.
func assigned(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { err = ended(tx, err) }() // want:commit-on-panic
	if id == 0 {
		return errors.New("empty order")
	}
	_, err = tx.Exec(insert, id)
	return err
}
