// Package deferredcommit defers what commits.
package deferredcommit

import (
	"database/sql"
	"errors"
	"log"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Right: a deferred rollback and an explicit commit.
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

// Right: the closure commits only where nothing failed and nothing panicked.
func decides(db *sql.DB, id int64) (err error) {
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
		} else {
			err = tx.Commit()
		}
	}()
	_, err = tx.Exec(insert, id)
	return err
}

// Right: the closure commits only where the flag was set.
func byFlag(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	done = true
	return nil
}

func finish(tx *sql.Tx, err *error) {
	if p := recover(); p != nil {
		tx.Rollback()
		panic(p)
	}
	if *err != nil {
		*err = errors.Join(*err, tx.Rollback())
		return
	}
	*err = tx.Commit()
}

// Right: so does a function with a name.
func finished(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer finish(tx, &err)
	_, err = tx.Exec(insert, id)
	return err
}

type deleter struct{ paths []string }

func (d *deleter) Commit() error   { d.paths = nil; return nil }
func (d *deleter) Rollback() error { d.paths = nil; return nil }

// Right: what commits is no transaction.
func noTransaction(paths []string) {
	d := &deleter{paths}
	defer d.Commit()
	log.Print(len(d.paths))
}

// Right: deferred in the literal that rolls back first where it has to.
func literal(db *sql.DB, id int64) error {
	return func() (err error) {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err = tx.Exec(insert, id); err != nil {
			return err
		}
		err = tx.Commit()
		return err
	}()
}

// Right: what is deferred has the name only.
func otherDefer(db *sql.DB, id int64, commit func() error) error {
	defer commit()
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

// Right: the closure undoes what was not committed.
func unlessNil(db *sql.DB, ids []int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if tx != nil {
			tx.Rollback()
		}
	}()
	for _, id := range ids {
		if _, err = tx.Exec(insert, id); err != nil {
			return err
		}
	}
	err = tx.Commit()
	tx = nil
	return err
}

// Right: handed over by its address, the error is what it is at the end.
func byAddress(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	ok := false
	defer func(ok *bool) {
		if !*ok {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}(&ok)
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	ok = true
	return nil
}

// Right: deferred when nothing can fail any more.
func last(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	log.Print("written")
	return tx.Commit()
}
