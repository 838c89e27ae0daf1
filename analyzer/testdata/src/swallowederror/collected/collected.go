// Package collected keeps the errors of its statements, and decides later.
package collected

import (
	"database/sql"
	"errors"
	"fmt"
	"log"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Right: collected in a slice that is looked at behind the loop.
func joined(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var errs []error
	for _, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil {
			errs = append(errs, fmt.Errorf("order %d: %w", id, err))
		}
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	return tx.Commit()
}

// Right: the first is kept.
func first(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var failure error
	for _, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil && failure == nil {
			failure = err
		}
	}
	if failure != nil {
		return failure
	}
	return tx.Commit()
}

// Right: joined to what was there before.
func joinedInPlace(db *sql.DB, ids []int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var all error
	for _, id := range ids {
		_, err := tx.Exec(insert, id)
		all = errors.Join(all, err)
	}
	if all != nil {
		return all
	}
	return tx.Commit()
}

// Right: a local function that does nothing once something failed.
func sticky(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	exec := func(query string, args ...any) {
		if err != nil {
			return
		}
		_, err = tx.Exec(query, args...)
	}
	exec("DELETE FROM orders")
	for _, id := range ids {
		exec(insert, id)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

type writer struct {
	tx  *sql.Tx
	err error
}

func (w *writer) exec(query string, args ...any) {
	if w.err == nil {
		_, w.err = w.tx.Exec(query, args...)
	}
}

// Right: a writer that keeps its error.
func byWriter(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	w := &writer{tx: tx}
	w.exec("DELETE FROM orders")
	for _, id := range ids {
		w.exec(insert, id)
	}
	if w.err != nil {
		return w.err
	}
	return tx.Commit()
}

type result struct {
	id  int64
	err error
}

// Right: handed to the caller with the rows, which were asked for one by one.
func perRow(db *sql.DB, ids []int64) ([]result, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	var list []result
	for _, id := range ids {
		_, err := tx.Exec(insert, id)
		list = append(list, result{id, err})
	}
	return list, tx.Commit()
}

// Right: a pointer of the caller's.
func intoPointer(db *sql.DB, id int64, out *error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, *out = tx.Exec(insert, id); *out != nil {
		return *out
	}
	return tx.Commit()
}

// Wrong: nothing is sticky here: the next turn overwrites what failed before.
func notSticky(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		_, err = tx.Exec(insert, id) // want:swallowed-error
		if id == 0 {
			break
		}
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Right: what failed is told in a map that decides.
func byField(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	failed := map[int64]error{}
	for _, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil {
			failed[id] = fmt.Errorf("insert %d: %s", id, err.Error())
			continue
		}
	}
	if len(failed) > 0 {
		return fmt.Errorf("%d of %d failed", len(failed), len(ids))
	}
	return tx.Commit()
}

// Wrong: its text is only logged.
func textLogged(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil { // want:swallowed-error
			log.Print("insert: " + err.Error())
			log.Printf("insert %d: %s", id, fmt.Sprint(err.Error()))
			continue
		}
	}
	return tx.Commit()
}
