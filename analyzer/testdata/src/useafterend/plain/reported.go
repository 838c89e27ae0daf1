package plain

import (
	"context"
	"database/sql"
	"log"
)

// Wrong: a statement after the commit.
func afterCommit(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "NOTIFY orders") // want:use-after-end
	return err
}

// Wrong: a row read after the commit.
func readsAfterCommit(db *sql.DB, id int64) (n int, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return 0, err
	}
	if err = tx.Commit(); err != nil {
		return 0, err
	}
	err = tx. // want:use-after-end
			QueryRow("SELECT n FROM orders WHERE id = ?", id).
			Scan(&n)
	return n, err
}

// Wrong: a statement after the rollback.
func afterRollback(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		if _, err := tx.Exec("INSERT INTO failures (id) VALUES (?)", id); err != nil { // want:use-after-end
			log.Print(err)
		}
		return err
	}
	return tx.Commit()
}

// Wrong: committed twice.
func twice(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return tx.Commit() // want:use-after-end
}

// Wrong: the rollback was meant to be deferred.
func notDeferred(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	func() {
		defer tx.Rollback()
	}()
	if _, err := tx.Exec(insert, id); err != nil { // want:use-after-end
		return err
	}
	return nil
}

// Wrong: both branches ended it.
func bothBranches(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		err = tx.Rollback()
	} else {
		err = tx.Commit()
	}
	if err != nil {
		return err
	}
	_, err = tx.Query("SELECT id FROM orders") // want:use-after-end
	return err
}

// Wrong: a failed commit has ended it as well.
func afterFailedCommit(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		_, xerr := tx.Exec("INSERT INTO failures (id) VALUES (?)", id) // want:use-after-end
		log.Print(xerr)
		return err
	}
	return nil
}

// Wrong: the statement was prepared on the transaction.
func prepared(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := tx.Prepare(insert)
	if err != nil {
		return err
	}
	defer stmt.Close()
	if _, err := stmt.Exec(id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = stmt.Exec(id + 1) // want:use-after-end
	return err
}

// Wrong: whoever is handed the transaction ends it, and goes on.
func handed(tx *sql.Tx, id int64) error {
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err := tx.Exec(insert, id) // want:use-after-end
	return err
}

// Wrong: a bound method is a commit like any other.
func bound(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	commit := tx.Commit
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	if err := commit(); err != nil {
		return err
	}
	_, err = tx.Exec(insert, id+1) // want:use-after-end
	return err
}

// Wrong: in the loop behind the commit.
func loopBehind(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec("DELETE FROM orders"); err != nil {
		tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil { // want:use-after-end
			return err
		}
	}
	return nil
}

// Wrong: every case has ended it.
func afterSwitch(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	switch {
	case id == 0:
		err = tx.Rollback()
	case id < 0:
		tx.Rollback()
		return nil
	default:
		err = tx.Commit()
	}
	if err != nil {
		return err
	}
	return tx.QueryRow("SELECT 1").Scan(&id) // want:use-after-end
}

// Wrong: a closure that uses it is called behind the end.
func closureBehind(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	add := func(id int64) error {
		_, err := tx.Exec(insert, id)
		return err
	}
	if err := add(id); err != nil {
		tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return add(id + 1) // want:use-after-end
}
