package namederror

import (
	"database/sql"
	"errors"
)

// Wrong: a return without an error, and nothing commits.
func nothingToDo(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	var n int
	if err = tx.QueryRow("SELECT n FROM orders WHERE id = ?", id).Scan(&n); err != nil {
		return err
	}
	if n == 0 {
		return nil // want:missing-rollback
	}
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: the result has no name, and the closure doesn't see what is returned.
func unnamedNew(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if id == 0 {
		return errEmpty // want:missing-rollback
	}
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	err = tx.Commit()
	return err
}

// Wrong: the error of the inner scope is another variable.
func unnamedShadow(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	if _, err = tx.Exec(insert, id+1); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: nothing ever assigns the variable that decides.
func unassigned(db *sql.DB, id int64) error {
	var failure error
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if failure != nil {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the named error is declared again before the closure captures it.
func shadowedName(db *sql.DB, ids []int64) (err error) {
	for _, id := range ids[:1] {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		rollback := func() {
			if err != nil {
				tx.Rollback()
			}
		}
		if id == 0 {
			rollback()
			return errEmpty // want:missing-rollback
		}
		if _, err = tx.Exec(insert, id); err != nil {
			rollback()
			return err
		}
		if err = tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: the closure leaves one kind of error alone.
func exceptOne(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil && !errors.Is(err, errEmpty) {
			tx.Rollback()
		}
	}()
	if id == 0 {
		err = errEmpty
		return err // want:missing-rollback
	}
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}
