// Package savepoint undoes a statement that failed, and keeps the rest.
package savepoint

import (
	"context"
	"database/sql"
	"fmt"
	"log"
)

const (
	insert = "INSERT INTO orders (id) VALUES (?)"
	audit  = "INSERT INTO audit (id) VALUES (?)"
)

// Right: the rollback to the savepoint handles the error.
func bestEffort(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "SAVEPOINT audit"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, audit, id); err != nil {
		log.Printf("audit: %v", err)
		if _, err := tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT audit"); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Right: a turn of a loop each.
func eachRow(db *sql.DB, ids []int64) (bad []int64, err error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if _, err := tx.Exec("SAVEPOINT row"); err != nil {
			return nil, err
		}
		if _, err := tx.Exec(insert, id); err != nil {
			if _, err := tx.Exec("rollback to row"); err != nil {
				return nil, err
			}
			bad = append(bad, id)
			continue
		}
		if _, err := tx.Exec("RELEASE SAVEPOINT row"); err != nil {
			return nil, err
		}
	}
	return bad, tx.Commit()
}

// Wrong: a savepoint to which nobody goes back.
func unused(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("SAVEPOINT audit"); err != nil {
		return err
	}
	if _, err := tx.Exec(audit, id); err != nil { // want:swallowed-error
		log.Printf("audit: %v", err)
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: the savepoint itself may fail, and so may the way back to it.
func itself(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tx.Exec("SAVEPOINT audit") // want:swallowed-error
	if _, err := tx.Exec(audit, id); err != nil {
		tx.Exec("ROLLBACK TO audit") // want:swallowed-error
	}
	return tx.Commit()
}

// Right: the statements are put together from their parts.
func spelled(db *sql.DB, id int64, name string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("SAVEPOINT " + name); err != nil {
		return err
	}
	if _, err := tx.Exec(audit, id); err != nil {
		if _, err := tx.Exec("ROLLBACK TO SAVEPOINT " + name); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(insert, id); err != nil {
		if _, err := tx.Exec(fmt.Sprintf("ROLLBACK TO %s", name)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Right: the way back is a function.
func byFunction(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("SAVEPOINT audit"); err != nil {
		return err
	}
	if _, err := tx.Exec(audit, id); err != nil {
		if err := back(tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func back(tx *sql.Tx) error {
	_, err := tx.Exec("ROLLBACK TO SAVEPOINT audit")
	return err
}
