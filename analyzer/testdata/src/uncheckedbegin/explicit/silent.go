// Package explicit opens transactions on a pool and looks at the error, or not.
package explicit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"testing"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Right: the usual form.
func usual(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: in the initialiser.
func initialiser(db *sql.DB, id int64) error {
	if tx, err := db.Begin(); err != nil {
		return err
	} else if _, err := tx.Exec(insert, id); err != nil {
		return errors.Join(err, tx.Rollback())
	} else {
		return tx.Commit()
	}
}

// Right: used on the branch on which it is open.
func onlyIfOpen(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err == nil {
		defer tx.Rollback()
		if _, err = tx.Exec(insert, id); err == nil {
			err = tx.Commit()
		}
	}
	return err
}

// Right: a case of a switch.
func inSwitch(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	switch {
	case errors.Is(err, context.Canceled):
		return nil
	case err != nil:
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: handed on as they are.
func handedOn(db *sql.DB) (*sql.Tx, error) { return db.Begin() }

// Right: handed on under names; whoever called it looks.
func handedOnNamed(db *sql.DB) (tx *sql.Tx, err error) {
	tx, err = db.Begin()
	return
}

type session struct {
	tx  *sql.Tx
	err error
}

// Right: handed on together, in a struct.
func handedOnStruct(db *sql.DB) (*session, error) {
	tx, err := db.Begin()
	return &session{tx: tx}, err
}

// Right: the error is kept with the handle, and looked at there.
func (s *session) begin(db *sql.DB) bool {
	s.tx, s.err = db.Begin()
	return s.err == nil
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func must[T any](v T, err error) T {
	check(err)
	return v
}

// Right: a function looks at the error and panics.
func checked(db *sql.DB, id int64) {
	tx, err := db.Begin()
	check(err)
	defer tx.Rollback()
	_, err = tx.Exec(insert, id)
	check(err)
	check(tx.Commit())
}

// Right: both go through a function that looks.
func checkedGeneric(db *sql.DB, id int64) error {
	tx := must(db.Begin())
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the test ends.
func inTest(t *testing.T, db *sql.DB) {
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, 1); err != nil {
		t.Error(err)
	}
}

// Right: the closure above the check asks whether there is a transaction.
func nilChecked(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	defer func() {
		if tx != nil {
			tx.Rollback()
		}
	}()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: something else is deferred above the check.
func otherDefer(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	defer log.Print("done")
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: the error is renamed, and then looked at.
func renamed(db *sql.DB, id int64) error {
	tx, beginErr := db.Begin()
	err := beginErr
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: wrapped first, looked at after that.
func wrapped(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	err = wrap("begin", err)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

// Right: tried until it opens.
func untilOpen(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	for err != nil {
		tx, err = db.Begin()
	}
	defer tx.Rollback()
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: a closure opens, and its caller looks.
func inClosure(db *sql.DB, id int64) error {
	var tx *sql.Tx
	open := func() (err error) {
		tx, err = db.Begin()
		return
	}
	if err := open(); err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}
