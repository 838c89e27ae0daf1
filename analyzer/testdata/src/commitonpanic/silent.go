// Package commitonpanic defers what decides between commit and rollback.
package commitonpanic

import (
	"database/sql"
	"errors"
	"fmt"
	"log"
	"os"

	"commitonpanic/finish"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

func write(tx *sql.Tx, id int64) error {
	_, err := tx.Exec(insert, id)
	return err
}

// Right: recover, roll back, panic again.
func repanics(db *sql.DB, fn func(*sql.Tx) error) (err error) {
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
	return fn(tx)
}

// Right: a panic becomes an error first.
func becomesError(db *sql.DB, fn func(*sql.Tx) error) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return fn(tx)
}

// Right: a switch over the panic and the error.
func switches(db *sql.DB, fn func(*sql.Tx) error) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		p := recover()
		switch {
		case p != nil:
			_ = tx.Rollback()
			panic(p)
		case err != nil:
			_ = tx.Rollback()
		default:
			err = tx.Commit()
		}
	}()
	return fn(tx)
}

// Right: another closure, which runs first, makes an error of the panic.
func caughtFirst(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return write(tx, id)
}

// Right: so does a function of another package.
func rescued(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer finish.End(tx, &err)
	defer finish.Rescue(&err)
	return write(tx, id)
}

// Right: finishers that look at the panic.
func finishedOrPanic(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer finish.EndOrPanic(tx, &err)
	return write(tx, id)
}

func finishedWithPanic(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer finish.WithPanic(tx)(&err)
	return write(tx, id)
}

// Right: the flag is set when the work is done.
func flag(db *sql.DB, id int64) (err error) {
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
		err = tx.Commit()
	}()
	if err = write(tx, id); err != nil {
		return err
	}
	ok = true
	return nil
}

// Right: the error is set until the work is done.
func pessimist(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	err = errors.New("not done")
	defer func() {
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if werr := write(tx, id); werr != nil {
		return werr
	}
	return nil
}

// Right: the commit stands in the body, the closure only rolls back.
func rollsBack(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
		}
	}()
	if err = write(tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: rolled back first, what is left for the finisher is nothing.
func undoneFirst(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err == nil {
			log.Print("written")
		}
	}()
	defer finish.Undo(tx)
	if err = write(tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: nothing stands between the closure and the end that could panic.
func nothingBetween(db *sql.DB, note bool) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if note {
		log.Print("a transaction for nothing")
		return errors.New("nothing to do")
	}
	return nil
}

// Right: what may panic runs before.
func before(db *sql.DB, fn func() (int64, error)) (err error) {
	id, err := fn()
	if err != nil {
		return err
	}
	if id < 0 {
		panic("negative id")
	}
	if id == 0 {
		os.Exit(3)
	}
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

// Right: after the commit in the body, the closure finds it ended.
func after(db *sql.DB, id int64, tell func()) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err = write(tx, id); err != nil {
		return err
	}
	err = tx.Commit()
	tell()
	return err
}

// Right: the process ends without its deferred calls.
func exits(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			log.Panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if id < 0 {
		log.Fatal("negative id")
	}
	return write(tx, id)
}

type deleter struct{ paths []string }

func (d *deleter) Commit() error   { d.paths = nil; return nil }
func (d *deleter) Rollback() error { return nil }

// Right: what commits is no transaction.
func noTransaction(paths []string, each func(string) error) (err error) {
	d := &deleter{paths}
	defer func() {
		if err != nil {
			_ = d.Rollback()
			return
		}
		err = d.Commit()
	}()
	for _, p := range paths {
		if err = each(p); err != nil {
			return err
		}
	}
	return nil
}
