package deferredcommit

import (
	"database/sql"
	"errors"
	"log"
)

var errEmpty = errors.New("empty order")

// Wrong: commits where the insert fails, too.
func plain(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Commit() // want:deferred-commit
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return nil
}

// Wrong: it runs before the rollback that was deferred earlier.
func aboveRollback(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer tx.Commit() // want:deferred-commit
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return nil
}

// Wrong: a closure that commits whatever happened.
func closure(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:deferred-commit
		if err := tx.Commit(); err != nil {
			log.Print(err)
		}
	}()
	if id == 0 {
		return errEmpty
	}
	_, err = tx.Exec(insert, id)
	return err
}

// Wrong: the commit's error reaches the caller, the failure's cause does not matter.
func closureNamed(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:deferred-commit
		err = errors.Join(err, tx.Commit())
	}()
	_, err = tx.Exec(insert, id)
	return err
}

func commit(tx *sql.Tx, what string) {
	if err := tx.Commit(); err != nil {
		log.Printf("%s: %v", what, err)
	}
}

// Wrong: a function with a name.
func named(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer commit(tx, "insert") // want:deferred-commit
	_, err = tx.Exec(insert, id)
	return err
}

type store struct{ db *sql.DB }

func (s *store) end(tx *sql.Tx) { commit(tx, "end") }

// Wrong: a method, two calls away.
func (s *store) method(id int64) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer s.end(tx) // want:deferred-commit
	_, err = tx.Exec(insert, id)
	return err
}

type session struct{ tx *sql.Tx }

func (s *session) Commit() error   { return s.tx.Commit() }
func (s *session) Rollback() error { return s.tx.Rollback() }

// Wrong: the Commit of a wrapper.
func wrapper(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	s := &session{tx}
	defer s.Commit() // want:deferred-commit
	_, err = s.tx.Exec(insert, id)
	return err
}

// Wrong: a bound method.
func bound(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	done := tx.Commit
	defer done() // want:deferred-commit
	_, err = tx.Exec(insert, id)
	return err
}

// Wrong: whoever is handed the transaction defers its commit.
func handed(tx *sql.Tx, id int64) error {
	defer tx.Commit() // want:deferred-commit
	_, err := tx.Exec(insert, id)
	return err
}

// Wrong: a turn of a loop, in a literal.
func eachTurn(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		err := func() error {
			tx, err := db.Begin()
			if err != nil {
				return err
			}
			defer tx.Commit() // want:deferred-commit
			_, err = tx.Exec(insert, id)
			return err
		}()
		if err != nil {
			return err
		}
	}
	return nil
}

// Wrong: it only reads, and its commit is deferred all the same.
func reads(db *sql.DB) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Commit() // want:deferred-commit
	return n, tx.QueryRow("SELECT count(*) FROM orders").Scan(&n)
}

func end(tx *sql.Tx, err error) {
	if err != nil {
		_ = tx.Rollback()
		return
	}
	if err := tx.Commit(); err != nil {
		log.Print(err)
	}
}

// Wrong: the error is handed over as it is now: nil.
func byValue(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer end(tx, err) // want:deferred-commit
	_, err = tx.Exec(insert, id)
	return err
}

// Wrong: so is the argument of a literal.
func argument(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func(err error) { // want:deferred-commit
		if err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}(err)
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	return nil
}

// Wrong: deferred before the opening.
func before(db *sql.DB, id int64) (err error) {
	var tx *sql.Tx
	defer func() { // want:deferred-commit
		if tx != nil {
			_ = tx.Commit()
		}
	}()
	if tx, err = db.Begin(); err != nil {
		return err
	}
	_, err = tx.Exec(insert, id)
	return err
}

// Wrong: in a loop, where they pile up besides: the commit is the defect.
func loop(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer tx.Commit() // want:deferred-commit
		if _, err := tx.Exec(insert, id); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: a recover that commits as well.
func recovers(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:deferred-commit
		if p := recover(); p != nil {
			log.Print(p)
		}
		_ = tx.Commit()
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return nil
}
