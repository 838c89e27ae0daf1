package plain

import (
	"database/sql"
	"log"
)

// Wrong: the call stands alone.
func alone(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	tx.Commit() // want:unchecked-commit
	return nil
}

// Wrong: below a deferred rollback.
func aloneBelowDefer(db *sql.DB, id int64) (n int64, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	res, err := tx.Exec(insert, id)
	if err != nil {
		return 0, err
	}
	tx.Commit() // want:unchecked-commit
	return res.RowsAffected()
}

// Wrong: overwritten before it was read.
func overwritten(db *sql.DB, id int64) error {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	err = tx.Commit() // want:unchecked-commit
	err = db.Ping()
	return err
}

// Wrong: assigned, and never read again.
func neverRead(db *sql.DB, id int64) error {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	err = tx.Commit() // want:unchecked-commit
	return nil
}

// Wrong: the closure commits by a flag and drops the error.
func droppedInClosure(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	ok := false
	defer func() {
		if ok {
			tx.Commit() // want:unchecked-commit
		} else {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	ok = true
	return nil
}

// Wrong: one of two ways.
func oneWay(db *sql.DB, id int64, quick bool) error {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	if quick {
		tx.Commit() // want:unchecked-commit
		return nil
	}
	return tx.Commit()
}

// Wrong: in an else.
func inElse(db *sql.DB, id int64) {
	tx, err := db.Begin()
	if err != nil {
		log.Print(err)
		return
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
	} else {
		tx.Commit() // want:unchecked-commit
	}
}

// Wrong: every batch.
func batches(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := open(db, id)
		if err != nil {
			return err
		}
		tx.Commit() // want:unchecked-commit
	}
	return nil
}

// Wrong: a bound method.
func boundAlone(db *sql.DB, id int64) error {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	commit := tx.Commit
	commit() // want:unchecked-commit
	return nil
}

// Wrong: whoever was handed the transaction ends it, and drops the error.
func handed(tx *sql.Tx, id int64) error {
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	tx.Commit() // want:unchecked-commit
	return nil
}

// Wrong: shadowed and left there.
func shadowed(db *sql.DB, id int64) (err error) {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	if id > 0 {
		_, err := tx.Exec(insert, -id)
		if err != nil {
			tx.Rollback()
			return err
		}
		err = tx.Commit() // want:unchecked-commit
	} else {
		err = tx.Rollback()
	}
	return err
}

// Wrong: the result has no name, so that the closure's assignment gets lost.
func lostInClosure(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit() // want:unchecked-commit
	}()
	_, err = tx.Exec(insert, id)
	return err
}
