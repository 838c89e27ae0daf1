package deferred

import (
	"context"
	"database/sql"
	"log"
)

// Wrong: a return between the opening and the defer.
func tooLate(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if id == 0 {
		return errEmpty // want:missing-rollback
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: deferred on one branch only.
func sometimes(db *sql.DB, id int64, dry bool) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if dry {
		defer tx.Rollback()
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the deferred call is bound to the first transaction, not to the variable.
func boundToFirst(db *sql.DB, id int64) error {
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
	if tx, err = db.Begin(); err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id+1); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the inner transaction shadows the one whose rollback is deferred.
func shadowed(db, archive *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if id < 0 {
		tx, err := archive.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(insert, -id); err != nil {
			return err // want:missing-rollback
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: what is deferred closes the rows, not the transaction.
func closesRows(ctx context.Context, db *sql.DB) (ids []int64, err error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return nil, err // want:missing-rollback
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err // want:missing-rollback
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return nil, err // want:missing-rollback
	}
	return ids, tx.Commit()
}

// Wrong: the deferred literal only logs.
func onlyLogs(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			log.Printf("order %d: %v", id, err)
		}
	}()
	if _, err = tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	err = tx.Commit()
	return err
}
