// Package switches ends its transactions in the cases of switches.
package switches

import (
	"database/sql"
	"errors"
	"fmt"
)

const (
	insert = "INSERT INTO items (id) VALUES (?)"
	remove = "DELETE FROM items WHERE id = ?"
)

type op int

const (
	add op = iota
	drop
	keep
)

// Right: every case ends it, the default too.
func apply(db *sql.DB, what op, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	switch what {
	case add:
		_, err = tx.Exec(insert, id)
	case drop:
		_, err = tx.Exec(remove, id)
	case keep:
		return tx.Rollback()
	default:
		tx.Rollback()
		return fmt.Errorf("unknown operation %d", what)
	}
	if err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: the error is told apart by a switch without a tag.
func count(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow("SELECT n FROM items WHERE id = ?", id).Scan(&n)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, tx.Rollback()
	case err != nil:
		tx.Rollback()
		return 0, err
	}
	return n, tx.Commit()
}

// Right: a switch on the error itself, with nil as a case.
func onError(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	switch err {
	case nil:
	default:
		return err
	}
	_, err = tx.Exec(insert, id)
	switch err {
	case nil:
		return tx.Commit()
	default:
		tx.Rollback()
		return err
	}
}

// Right: fallthrough runs into the case that rolls back.
func falls(db *sql.DB, what op, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	switch what {
	case add:
		if _, err = tx.Exec(insert, id); err == nil {
			return tx.Commit()
		}
		fallthrough
	default:
		tx.Rollback()
	}
	return err
}

// Right: a type switch.
func byType(db *sql.DB, key any) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	switch key := key.(type) {
	case int64:
		_, err = tx.Exec(insert, key)
	case string:
		_, err = tx.Exec("INSERT INTO names VALUES (?)", key)
	default:
		err = fmt.Errorf("key of type %T", key)
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
