// Package norows tells a row that isn't there from a failure.
package norows

import (
	"database/sql"
	"errors"
	"log"
)

const (
	query  = "SELECT n FROM orders WHERE id = ?"
	insert = "INSERT INTO orders (id, n) VALUES (?, ?)"
)

// ErrNotFound is what this package calls a row that isn't there.
var ErrNotFound = errors.New("not found")

// Right: the row that isn't there is inserted.
func isAs(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	err = tx.QueryRow(query, id).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err = tx.Exec(insert, id, 1); err != nil {
			return 0, err
		}
	} else if err != nil {
		return 0, err
	}
	return n, tx.Commit()
}

// Right: the same by ==, negated.
func equal(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if err := tx.QueryRow(query, id).Scan(&n); err != nil && err != sql.ErrNoRows {
		return 0, err
	}
	return n, tx.Commit()
}

// Right: inside the branch for errors.
func inside(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if err := tx.QueryRow(query, id).Scan(&n); err != nil {
		if !errors.Is(err, sql.ErrNoRows) {
			return 0, err
		}
		n = 1
	}
	return n, tx.Commit()
}

// Right: a switch on the error.
func onError(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	switch err := tx.QueryRow(query, id).Scan(&n); err {
	case nil, sql.ErrNoRows:
	default:
		return 0, err
	}
	return n, tx.Commit()
}

// Right: a switch without a tag.
func tagless(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	err = tx.QueryRow(query, id).Scan(&n)
	switch {
	case err == nil:
		n++
	case errors.Is(err, sql.ErrNoRows):
		n = 1
	default:
		return 0, err
	}
	return n, tx.Commit()
}

func get(tx *sql.Tx, id int64) (n int, err error) {
	err = tx.QueryRow(query, id).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, ErrNotFound
	}
	return n, err
}

// Right: an error of the package's own that says the same.
func own(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	n, err = get(tx, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return 0, err
	}
	return n, tx.Commit()
}

func isNotFound(err error) bool {
	return errors.Is(err, sql.ErrNoRows) || errors.Is(err, ErrNotFound)
}

// Right: told apart by a function.
func byFunction(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if n, err = get(tx, id); err != nil {
		if !isNotFound(err) {
			return 0, err
		}
		n = 1
	}
	return n, tx.Commit()
}

// Wrong: the insert in the branch is the one that fails.
func innerFails(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	err = tx.QueryRow(query, id).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		tx.Exec(insert, id, 1) // want:swallowed-error
	} else if err != nil {
		return 0, err
	}
	return n, tx.Commit()
}

// Right: the boolean remembers.
func remembered(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	err = tx.QueryRow(query, id).Scan(&n)
	missing := errors.Is(err, sql.ErrNoRows)
	if err != nil && !missing {
		return 0, err
	}
	if missing {
		if _, err := tx.Exec(insert, id, 1); err != nil {
			return 0, err
		}
	}
	return n, tx.Commit()
}

// Wrong: what isn't a missing row is logged and committed.
func wrongWay(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if err := tx.QueryRow(query, id).Scan(&n); err != nil && !errors.Is(err, sql.ErrNoRows) { // want:swallowed-error
		log.Print(err)
	}
	return n, tx.Commit()
}

// Wrong: the switch has no default.
func noDefault(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	err = tx.QueryRow(query, id).Scan(&n) // want:swallowed-error
	switch {
	case err == nil:
		n++
	case errors.Is(err, sql.ErrNoRows):
		n = 1
	}
	return n, tx.Commit()
}

// Wrong: a missing row fails, every other error is committed.
func reversed(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	err = tx.QueryRow(query, id).Scan(&n) // want:swallowed-error
	if err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return 0, ErrNotFound
		}
		n = -1
	}
	return n, tx.Commit()
}

// Right: asked twice, in the cases of a switch.
func bySwitch(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	err = tx.QueryRow(query, id).Scan(&n)
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return 0, err
	case err != nil && errors.Is(err, sql.ErrNoRows):
		n = 1
	case n > 1:
		n--
	}
	return n, tx.Commit()
}

// Wrong: asked twice, but not of every order.
func bySwitches(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	err = tx.QueryRow(query, id).Scan(&n) // want:swallowed-error
	switch {
	case id > 0 && err != nil && !errors.Is(err, sql.ErrNoRows):
		return 0, err
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		n = 2
	}
	return n, tx.Commit()
}

// Right: what is asked twice of the same error is answered alike, so that the
// first return has no transaction left open.
func askedAgain(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(query, id).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		tx.Rollback()
	}
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		tx.Rollback()
		return 0, err
	}
	return n, tx.Commit()
}
