// Package retry tries whole transactions again.
package retry

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

var errBusy = errors.New("busy")

// Right: rolls back, sleeps outside, and opens again.
func sleeps(ctx context.Context, db *sql.DB, id int64) (err error) {
	for try := range 5 {
		var tx *sql.Tx
		tx, err = db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, insert, id)
		if err != nil {
			tx.Rollback()
			time.Sleep(time.Duration(try) * time.Millisecond)
			continue
		}
		if err = tx.Commit(); err == nil {
			return nil
		}
		time.Sleep(time.Duration(try) * time.Millisecond)
	}
	return fmt.Errorf("gave up: %w", err)
}

// Right: the transaction is opened in a callback of the retry helper and
// assigned to the variable outside.
func opensInClosure(ctx context.Context, db *sql.DB, id int64) error {
	var tx *sql.Tx
	err := again(3, func() (err error) {
		tx, err = db.BeginTx(ctx, nil)
		return err
	})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: only the commit is tried again.
func commitsInClosure(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return again(1, func() error { return tx.Commit() })
}

// Right: the whole transaction is the callback.
func wholeInClosure(ctx context.Context, db *sql.DB, id int64) error {
	return again(3, func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, insert, id); err != nil {
			return err
		}
		return tx.Commit()
	})
}

// Right: by recursion, after the rollback.
func recursive(ctx context.Context, db *sql.DB, id int64, left int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		tx.Rollback()
		if left > 0 && errors.Is(err, errBusy) {
			return recursive(ctx, db, id, left-1)
		}
		return err
	}
	return tx.Commit()
}

// Right: goes back to a label.
func backToLabel(db *sql.DB, id int64) error {
	tries := 0
begin:
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err = tx.Exec(insert, id); err != nil {
		tx.Rollback()
		if tries++; tries < 3 {
			goto begin
		}
		return err
	}
	return tx.Commit()
}

func again(n int, f func() error) (err error) {
	for range n {
		if err = f(); err == nil {
			return nil
		}
	}
	return err
}

// Wrong: one attempt in the helper's callback leaves its transaction open.
func leaksInClosure(ctx context.Context, db *sql.DB, id int64) error {
	return again(3, func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, insert, id); err != nil {
			return err // want:missing-rollback
		}
		return tx.Commit()
	})
}

// Wrong: an attempt that will be repeated is not rolled back.
func leaksAttempt(db *sql.DB, id int64) error {
	for try := 0; ; try++ {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		_, err = tx.Exec(insert, id)
		if errors.Is(err, errBusy) && try < 3 {
			continue // want:missing-rollback
		}
		if err != nil {
			tx.Rollback()
			return err
		}
		return tx.Commit()
	}
}
