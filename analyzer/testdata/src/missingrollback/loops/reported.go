package loops

import (
	"database/sql"
	"errors"
	"iter"
	"log"
)

// Wrong: the next turn begins with this one's transaction open.
func continues(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(insert, id); err != nil {
			log.Print(err)
			continue // want:missing-rollback
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: the failed turn runs into the end of the body.
func endOfBody(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(insert, id); err == nil {
			if err := tx.Commit(); err != nil {
				return err
			}
		}
	} // want:missing-rollback
	return nil
}

// Wrong: the failure that isn't tried again returns without a rollback.
func retryReturns(db *sql.DB, id int64) error {
	for {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		_, err = tx.Exec(insert, id)
		if err == nil {
			return tx.Commit()
		}
		if errors.Is(err, errBusy) {
			tx.Rollback()
			continue
		}
		return err // want:missing-rollback
	}
}

// Wrong: the break takes the open transaction out of the loop.
func breaks(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(insert, id); err != nil {
			log.Print(err)
			break
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil // want:missing-rollback
}

// Wrong: the inner loop goes on with the outer one.
func continuesOuter(db *sql.DB, groups [][]int64) error {
outer:
	for _, g := range groups {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		for _, id := range g {
			if _, err := tx.Exec(insert, id); err != nil {
				continue outer // want:missing-rollback
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: the second batch, too, has to be ended where a row fails.
func batchLeaks(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for i, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil {
			return err // want:missing-rollback
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

// Wrong: a return from the body of a range over a function.
func seqLeaks(db *sql.DB, ids iter.Seq[int64]) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for id := range ids {
		if _, err := tx.Exec(insert, id); err != nil {
			return err // want:missing-rollback
		}
	}
	return tx.Commit()
}

// Wrong: the turn is a literal, and its own return leaks.
func literalLeaks(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		err := func() error {
			tx, err := db.Begin()
			if err != nil {
				return err
			}
			if _, err := tx.Exec(insert, id); err != nil {
				return err // want:missing-rollback
			}
			return tx.Commit()
		}()
		if err != nil {
			return err
		}
	}
	return nil
}

// Wrong: the last batch is committed only when it is full.
func lastBatch(db *sql.DB, ids []int64) error {
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
	return nil // want:missing-rollback
}

// Wrong: the retry opens again without ending what failed.
func retryLeaks(db *sql.DB, id int64) error {
	for {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		_, err = tx.Exec(insert, id)
		if err == nil {
			return tx.Commit()
		}
		if !errors.Is(err, errBusy) {
			tx.Rollback()
			return err
		}
	} // want:missing-rollback
}
