// Package plain commits, and looks at the error or not.
package plain

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

func open(db *sql.DB, id int64) (*sql.Tx, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return tx, nil
}

// Right: returned.
func returned(db *sql.DB, id int64) error {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Right: in an initialiser.
func initialiser(db *sql.DB, id int64) error {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// Right: an explicit blank counts as looked at.
func blank(db *sql.DB, id int64) {
	if tx, err := open(db, id); err == nil {
		_ = tx.Commit()
	}
}

// Right: in a condition.
func condition(db *sql.DB, id int64) bool {
	tx, err := open(db, id)
	if err != nil {
		return false
	}
	return tx.Commit() == nil
}

// Right: an argument.
func argument(db *sql.DB, id int64) error {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	return errors.Join(tx.Commit(), db.Ping())
}

// Right: logged.
func logged(db *sql.DB, id int64) {
	tx, err := open(db, id)
	if err != nil {
		log.Print(err)
		return
	}
	log.Println("committed", tx.Commit())
}

// Right: the named result takes it.
func named(db *sql.DB, id int64) (err error) {
	tx, err := open(db, id)
	if err != nil {
		return
	}
	err = tx.Commit()
	return
}

// Right: the named result takes it in a deferred closure.
func inClosure(db *sql.DB, id int64) (err error) {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	ok := false
	defer func() {
		if ok {
			err = tx.Commit()
		} else {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec(insert, id+1); err != nil {
		return err
	}
	ok = true
	return nil
}

// Right: looked at some statements later.
func later(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	commitErr := tx.Commit()
	log.Printf("order %d (%v)", id, ctx.Err())
	switch {
	case errors.Is(commitErr, sql.ErrTxDone):
		return nil
	case commitErr != nil:
		return commitErr
	}
	return nil
}

// Right: kept for each turn.
func kept(db *sql.DB, ids []int64) []error {
	errs := make([]error, len(ids))
	for i, id := range ids {
		tx, err := open(db, id)
		if err != nil {
			errs[i] = err
			continue
		}
		errs[i] = tx.Commit()
	}
	return errs
}

// Right: tried until it works; the last error is returned.
func untilDone(db *sql.DB, id int64) (err error) {
	for range 3 {
		tx, oerr := open(db, id)
		if oerr != nil {
			return oerr
		}
		if err = tx.Commit(); err == nil {
			break
		}
	}
	return err
}

// Right: a bound method.
func bound(db *sql.DB, id int64) error {
	tx, err := open(db, id)
	if err != nil {
		return err
	}
	commit := tx.Commit
	return commit()
}

// Right: the error is sent to whoever waits for it.
func sent(db *sql.DB, id int64, out chan<- error) {
	tx, err := open(db, id)
	if err != nil {
		out <- err
		return
	}
	err = tx.Commit()
	out <- err
}

// Right: the rollback's error is nobody's concern.
func rollback(db *sql.DB, id int64) {
	if tx, err := open(db, id); err == nil {
		tx.Rollback()
	}
}
