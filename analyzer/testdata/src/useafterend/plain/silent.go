// Package plain uses transactions before and after their end.
package plain

import (
	"context"
	"database/sql"
	"errors"
	"log"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Right: a rollback after the commit does nothing.
func rollbackAfter(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Rollback()
}

// Right: the variable holds another transaction now.
func nextInVariable(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	if err = tx.Commit(); err != nil {
		return err
	}
	if tx, err = db.Begin(); err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id+1); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: the end is deferred: all of this runs before it.
func deferredEnd(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.Exec(insert, id)
	if err == nil {
		err = tx.Commit()
	}
	return err
}

// Right: ended on the branch that returns only.
func otherBranch(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if id == 0 {
		return tx.Rollback()
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Right: ended, and nothing but the pool is used then.
func poolAfter(ctx context.Context, db *sql.DB, id int64) (n int, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return 0, err
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&n)
	return n, err
}

// Right: a batch is committed and the next one opened.
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
		if i%100 == 99 {
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

// Right: each turn has its own.
func eachTurn(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(insert, id); err != nil {
			tx.Rollback()
			continue
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Right: the flag tells whether it was ended.
func flagged(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	ended := false
	if id == 0 {
		if err := tx.Rollback(); err != nil {
			return err
		}
		ended = true
	}
	if !ended {
		if _, err := tx.Exec(insert, id); err != nil {
			tx.Rollback()
			return err
		}
		return tx.Commit()
	}
	return nil
}

// Right: the closure that ends it is called last.
func closureLast(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	end := func(err error) error {
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	}
	_, err = tx.Exec(insert, id)
	return end(err)
}

// Right: two transactions at a time; one ends before the other.
func two(orders, ledger *sql.DB, id int64) error {
	a, err := orders.Begin()
	if err != nil {
		return err
	}
	defer a.Rollback()
	b, err := ledger.Begin()
	if err != nil {
		return err
	}
	defer b.Rollback()
	if _, err := a.Exec(insert, id); err != nil {
		return err
	}
	if err := a.Commit(); err != nil {
		return err
	}
	if _, err := b.Exec(insert, id); err != nil {
		return err
	}
	return b.Commit()
}

// Right: what is used after the end is what was read before.
func rowsRead(db *sql.DB) (ids []int64, err error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	rows, err := tx.Query("SELECT id FROM orders")
	if err != nil {
		tx.Rollback()
		return nil, err
	}
	for rows.Next() {
		var id int64
		if err = rows.Scan(&id); err != nil {
			break
		}
		ids = append(ids, id)
	}
	rows.Close()
	if err != nil {
		tx.Rollback()
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	log.Printf("%d orders, %v", len(ids), rows.Err())
	return ids, nil
}
