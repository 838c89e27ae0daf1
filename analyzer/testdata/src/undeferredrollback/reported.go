// config: enable=undeferred-rollback
package undeferredrollback

import (
	"context"
	"database/sql"
	"errors"

	"undeferredrollback/tools"
)

// Wrong: rolled back on every return, by hand.
func explicit(db *sql.DB, id int64) error {
	tx, err := db.Begin() // want:undeferred-rollback
	if err != nil {
		return err
	}
	if err := write(tx, id); err != nil {
		_ = tx.Rollback()
		return err
	}
	if err := write(tx, -id); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: statements alone; what they are given is code as well.
func statements(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil) // want:undeferred-rollback
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, insert, id); err != nil {
		return tools.Abort(tx, err)
	}
	return tx.Commit()
}

// Wrong: a runner without a defer: fn is not its own.
func inTx(db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := db.Begin() // want:undeferred-rollback
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Wrong: one end for both.
func end(db *sql.DB, id int64) error {
	tx, err := db.Begin() // want:undeferred-rollback
	if err != nil {
		return err
	}
	err = write(tx, id)
	return tools.End(tx, err)
}

// Wrong: the closure rolls back where there is an error: on a panic, there is none.
func onError(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin() // want:undeferred-rollback
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
		}
	}()
	if err = write(tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: deferred too late, after the first statement.
func late(db *sql.DB, id int64) error {
	tx, err := db.Begin() // want:undeferred-rollback
	if err != nil {
		return err
	}
	if err := write(tx, id); err != nil {
		_ = tx.Rollback()
		return err
	}
	defer tx.Rollback()
	if err := write(tx, -id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: in a loop.
func loop(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin() // want:undeferred-rollback
		if err != nil {
			return err
		}
		if err := write(tx, id); err != nil {
			_ = tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: it panics by itself.
func panics(db *sql.DB, id int64) error {
	tx, err := db.Begin() // want:undeferred-rollback
	if err != nil {
		return err
	}
	if id < 0 {
		panic("negative id")
	}
	return tx.Commit()
}

// Wrong: read only, and rolled back at the end.
func reads(db *sql.DB) (n int, err error) {
	tx, err := db.Begin() // want:undeferred-rollback
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow("SELECT count(*) FROM orders").Scan(&n)
	if rerr := tx.Rollback(); err == nil {
		err = rerr
	}
	return n, err
}
