// Package shadowederror returns errors past what decides by them.
package shadowederror

import (
	"database/sql"
	"errors"
	"fmt"
	"log"

	"shadowederror/finish"
)

const (
	insert = "INSERT INTO orders (id) VALUES (?)"
	audit  = "INSERT INTO audit (id) VALUES (?)"
)

var errEmpty = errors.New("empty order")

func write(tx *sql.Tx, id int64) error {
	_, err := tx.Exec(insert, id)
	return err
}

// Right: the named result is what is returned, whatever the variable was called.
func named(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if id == 0 {
		return errEmpty
	}
	if id < 0 {
		err = fmt.Errorf("order %d", id)
		return
	}
	return write(tx, id)
}

// Right: the result has no name, but what is returned is the closure's err.
func unnamed(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	if _, err = tx.Exec(insert, id); err != nil {
		return fmt.Errorf("insert: %w", err)
	}
	if err = write(tx, id); err != nil {
		log.Print(err)
		return err
	}
	_, err = tx.Exec(audit, id)
	return err
}

func wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("order: %w", err)
}

// Right: what wraps it is nil where it is.
func wrapped(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return wrap(err)
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	err = write(tx, id)
	return wrap(err)
}

// Right: a copy of the closure's err.
func copied(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil || err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	werr := write(tx, id)
	err = werr
	if werr != nil {
		return werr
	}
	return nil
}

// Right: set apart, before another is returned.
func both(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil || err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	if id == 0 {
		err = errEmpty
		return errors.New("no order")
	}
	return nil
}

// Right: the flag says that the work is done; what fails afterwards does not
// undo it.
func flag(db *sql.DB, id int64, tell func(int64) error) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	ok := false
	defer func() {
		if !ok {
			_ = tx.Rollback()
			return
		}
		if cerr := tx.Commit(); cerr != nil {
			err = cerr
		}
	}()
	if err := write(tx, id); err != nil {
		return err
	}
	ok = true
	if id < 0 {
		return errEmpty
	}
	return tell(id)
}

// Right: finishers that see the named result.
func finishedNamed(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer finish.End(tx, &err)
	if err := write(tx, id); err != nil {
		return err
	}
	return errEmpty
}

// Right: the commit stands in the body; the deferred rollback finds it done.
func explicit(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := write(tx, id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return errEmpty
}

// Right: rolled back before the return, the closure finds it ended.
func rolledBack(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err == nil {
			_ = tx.Commit()
		}
	}()
	if err := write(tx, id); err != nil {
		_ = tx.Rollback()
		return err
	}
	return nil
}

// Right: no error is returned, and none is known.
func noError(db *sql.DB, id int64) bool {
	tx, err := db.Begin()
	if err != nil {
		return false
	}
	defer func() {
		if p := recover(); p != nil || err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	if err = write(tx, id); err != nil {
		return false
	}
	return true
}

// Right: what can't be seen may have set it.
func setElsewhere(db *sql.DB, id int64, check func(int64, *error) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil || err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return check(id, &err)
}

// Right: a literal sets it.
func setInLiteral(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil || err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	fail := func(e error) error {
		err = e
		return e
	}
	if id == 0 {
		return fail(errEmpty)
	}
	if werr := write(tx, id); werr != nil {
		return fail(werr)
	}
	return nil
}

// Right: opening failed, there is nothing to commit.
func notOpen(db *sql.DB, id int64) error {
	var tx *sql.Tx
	var err error
	defer func() {
		if p := recover(); p != nil || tx == nil {
			return
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	if id == 0 {
		return errEmpty
	}
	if tx, err = db.Begin(); err != nil {
		return err
	}
	err = write(tx, id)
	return err
}
