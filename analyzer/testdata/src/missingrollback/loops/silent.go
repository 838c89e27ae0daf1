// Package loops opens a transaction a turn, or ends one inside a loop.
package loops

import (
	"database/sql"
	"errors"
	"iter"
	"log"
)

const (
	insert = "INSERT INTO jobs (id) VALUES (?)"
	update = "UPDATE jobs SET state = 'done' WHERE id = ?"
)

var errBusy = errors.New("busy")

// Right: each turn ends its transaction before the next one.
func eachTurn(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(insert, id); err != nil {
			tx.Rollback()
			log.Print(err)
			continue
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Right: a literal around the turn, so that its defer belongs to the turn.
func literalTurn(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		err := func() error {
			tx, err := db.Begin()
			if err != nil {
				return err
			}
			defer tx.Rollback()
			if _, err := tx.Exec(insert, id); err != nil {
				return err
			}
			return tx.Commit()
		}()
		if err != nil {
			return err
		}
	}
	return nil
}

// Right: a deferred rollback in a body that always leaves the loop after it.
func lastTurn(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		if id == 0 {
			continue
		}
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
	return nil
}

// Right: one transaction around the loop, ended on the way out of it.
func around(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil {
			tx.Rollback()
			return err
		}
	}
	return tx.Commit()
}

// Right: the body of a range over a function returns from the function around it.
func aroundSeq(db *sql.DB, ids iter.Seq[int64]) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for id := range ids {
		if _, err := tx.Exec(insert, id); err != nil {
			tx.Rollback()
			return err
		}
	}
	return tx.Commit()
}

// Right: commits a batch and opens the next in the same variable.
func batches(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for i, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil {
			tx.Rollback()
			return err
		}
		if i%1000 == 999 {
			if err := tx.Commit(); err != nil {
				return err
			}
			if tx, err = db.Begin(); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

// Right: a batch is opened when the first row needs it, and nil says that none is.
func lazyBatches(db *sql.DB, ids []int64) error {
	var tx *sql.Tx
	for i, id := range ids {
		if tx == nil {
			var err error
			if tx, err = db.Begin(); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(insert, id); err != nil {
			tx.Rollback()
			return err
		}
		if i%1000 == 999 {
			if err := tx.Commit(); err != nil {
				return err
			}
			tx = nil
		}
	}
	if tx != nil {
		return tx.Commit()
	}
	return nil
}

// Right: tries again, each time with a transaction of its own.
func retries(db *sql.DB, id int64) error {
	var err error
	for try := 0; try < 3; try++ {
		var tx *sql.Tx
		if tx, err = db.Begin(); err != nil {
			continue
		}
		if _, err = tx.Exec(insert, id); err != nil {
			tx.Rollback()
			if errors.Is(err, errBusy) {
				continue
			}
			return err
		}
		if err = tx.Commit(); err == nil {
			return nil
		}
	}
	return err
}

// Right: the transaction is opened again and again until that works.
func untilOpen(db *sql.DB, id int64) error {
	var tx *sql.Tx
	for {
		var err error
		if tx, err = db.Begin(); err == nil {
			break
		}
		log.Print(err)
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: a worker that never returns, and a turn that always ends what it opened.
func worker(db *sql.DB, next func() int64) {
	for {
		id := next()
		tx, err := db.Begin()
		if err != nil {
			log.Print(err)
			continue
		}
		if _, err = tx.Exec(update, id); err == nil {
			err = tx.Commit()
		} else {
			tx.Rollback()
		}
		if err != nil {
			log.Print(err)
		}
	}
}

// Right: leaves two loops at once, and rolls back first.
func labelled(db *sql.DB, groups [][]int64) error {
outer:
	for _, g := range groups {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		for _, id := range g {
			if _, err := tx.Exec(insert, id); err != nil {
				tx.Rollback()
				continue outer
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}
