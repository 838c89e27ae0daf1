// Package aliases ends its transactions under other names.
package aliases

import (
	"database/sql"
	"errors"
	"fmt"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

type ender interface {
	Commit() error
	Rollback() error
}

// Right: another variable.
func variable(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	t := tx
	defer t.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return t.Commit()
}

// Right: an interface variable, and back.
func converted(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	var e ender = tx
	defer e.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return e.(*sql.Tx).Commit()
}

// Right: the closure's parameter is an interface.
func parameter(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func(e ender) { _ = e.Rollback() }(tx)
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

func rollbackAt(tx **sql.Tx) {
	if *tx != nil {
		(*tx).Rollback()
	}
}

// Right: the address of the variable, above the opening.
func address(db *sql.DB, id int64) (err error) {
	var tx *sql.Tx
	defer rollbackAt(&tx)
	if tx, err = db.Begin(); err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

func beginAt(db *sql.DB, out **sql.Tx) (err error) {
	*out, err = db.Begin()
	return err
}

// Right: opened into the address of the variable.
func openedAt(db *sql.DB, id int64) error {
	var tx *sql.Tx
	if err := beginAt(db, &tx); err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

type job struct {
	*sql.Tx
	id int64
}

func (j job) cleanUp() { j.Rollback() }

type options struct {
	tx   *sql.Tx
	name string
}

func finish(o options, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", o.name, errors.Join(err, o.tx.Rollback()))
	}
	return o.tx.Commit()
}

// Right: a field of a struct that is passed by value.
func field(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	_, err = tx.Exec(insert, id)
	return finish(options{tx: tx, name: "field"}, err)
}

// Right: embedded in a local value with a method that ends it.
func embedded(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	j := job{tx, id}
	defer j.cleanUp()
	if _, err := j.Exec(insert, j.id); err != nil {
		return err
	}
	return j.Commit()
}

// Right: opened in two cases of a switch, ended once.
func chosen(db, replica *sql.DB, write bool, id int64) error {
	var tx *sql.Tx
	var err error
	switch {
	case write:
		if tx, err = db.Begin(); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	default:
		if tx, err = replica.Begin(); err != nil {
			return fmt.Errorf("read: %w", err)
		}
	}
	if _, err = tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: the alias is rolled back only where the order is empty.
func aliasLeaks(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	t := tx
	if id == 0 {
		return t.Rollback()
	}
	if _, err := t.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: one of the two that it may be.
func chosenLeaks(db, replica *sql.DB, write bool, id int64) (err error) {
	var tx *sql.Tx
	if write {
		tx, err = db.Begin()
	} else {
		tx, err = replica.Begin()
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		if write {
			tx.Rollback()
		}
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: an interface variable, and nobody ends it where the insert fails.
func convertedLeaks(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	var e ender = tx
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return e.Commit()
}

func describe(o options, err error) error { return fmt.Errorf("%s: %w", o.name, err) }

// Wrong: the struct is passed to a function that only reads its name.
func fieldLeaks(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	o := options{tx: tx, name: "field"}
	if _, err := tx.Exec(insert, id); err != nil {
		return describe(o, err) // want:missing-rollback
	}
	return finish(o, nil)
}
