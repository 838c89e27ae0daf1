// Package seen looks at the error of a statement, and goes on or not.
package seen

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"time"
)

const (
	insert = "INSERT INTO orders (id) VALUES (?)"
	audit  = "INSERT INTO audit (id) VALUES (?)"
)

// Right: logged and returned.
func logged(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		log.Printf("insert: %v", err)
		return err
	}
	return tx.Commit()
}

// Right: wrapped, and looked at after that.
func wrapped(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.Exec(insert, id)
	if err != nil {
		err = fmt.Errorf("order %d: %w", id, err)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Right: a flag remembers the failure.
func flagged(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	failed := false
	for _, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil {
			log.Print(err)
			failed = true
		}
	}
	if failed {
		tx.Rollback()
		return errors.New("some orders were not inserted")
	}
	return tx.Commit()
}

// Right: the process ends.
func fatal(db *sql.DB, id int64) {
	tx, err := db.Begin()
	if err != nil {
		log.Fatal(err)
	}
	if _, err := tx.Exec(insert, id); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := tx.Commit(); err != nil {
		log.Fatal(err)
	}
}

// Right: broken out of the loop with it, looked at behind.
func broken(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, err = tx.Exec(insert, id); err != nil {
			break
		}
	}
	if err == nil {
		err = tx.Commit()
	} else {
		tx.Rollback()
	}
	return err
}

// Right: what fails is rolled back at once; the second transaction is another.
func secondTransaction(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		log.Print(err)
		tx.Rollback()
		if tx, err = db.Begin(); err != nil {
			return err
		}
		if _, err = tx.Exec(audit, id); err != nil {
			tx.Rollback()
			return err
		}
	}
	return tx.Commit()
}

// Right: rows are closed and their error looked at.
func rows(db *sql.DB) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	rows, err := tx.Query("SELECT id FROM orders")
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		n++
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	return n, tx.Commit()
}

// Right: tried again, and given up with the error.
func again(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for try := 0; try < 3; try++ {
		if _, err = tx.ExecContext(ctx, insert, id); err == nil {
			break
		}
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Right: tried once more.
func onceMore(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		log.Print(err)
		if _, err := tx.Exec(insert, id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Right: the whole transaction is tried again.
func wholeAgain(db *sql.DB, id int64) (err error) {
	for range 3 {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if _, err = tx.Exec(insert, id); err != nil {
			tx.Rollback()
			if strings.Contains(err.Error(), "deadlock") {
				time.Sleep(time.Millisecond)
				continue
			}
			return err
		}
		return tx.Commit()
	}
	return err
}

// Right: the error chooses between commit and rollback by a func value.
func chosen(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	end := tx.Commit
	_, err = tx.Exec(insert, id)
	if err != nil {
		end = tx.Rollback
	}
	return errors.Join(err, end())
}

// Right: the rollback's error hides the first, but nothing is committed.
func hidden(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		err = tx.Rollback()
		return err
	}
	return tx.Commit()
}
