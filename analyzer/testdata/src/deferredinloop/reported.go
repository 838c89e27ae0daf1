package deferredinloop

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"deferredinloop/tools"
)

// Wrong: each turn adds a rollback, which waits for the function to return.
func plain(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer tx.Rollback() // want:rollback-deferred-in-loop
		if err := write(tx, id); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: what fails stays open until the function returns. That is no leak of
// its own.
func goesOn(db *sql.DB, ids []int64) (failed []int64) {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return ids
		}
		defer tx.Rollback() // want:rollback-deferred-in-loop
		if err := write(tx, id); err != nil {
			failed = append(failed, id)
			continue
		}
		if err := tx.Commit(); err != nil {
			failed = append(failed, id)
		}
	}
	return failed
}

// Wrong: a retry loop.
func retries(ctx context.Context, db *sql.DB, id int64) error {
	var last error
	for range 3 {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback() // want:rollback-deferred-in-loop
		if last = write(tx, id); last == nil {
			return tx.Commit()
		}
		time.Sleep(time.Second) // want:sleep-in-tx
	}
	return last
}

// Wrong: in a closure, with the context that some drivers want.
func closure(db *sql.DB, ids []int64) error {
	for i := 0; i < len(ids); i++ {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer func() { // want:rollback-deferred-in-loop
			if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
				panic(err)
			}
		}()
		if err := write(tx, ids[i]); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: by a flag of the turn.
func flag(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		done := false
		defer func() { // want:rollback-deferred-in-loop
			if !done {
				_ = tx.Rollback()
			}
		}()
		if err := write(tx, id); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		done = true
	}
	return nil
}

// Wrong: a function of another package, and an opener of another package.
func helper(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, _, err := tools.Begin(db)
		if err != nil {
			return err
		}
		defer tools.Undo(tx) // want:rollback-deferred-in-loop
		if err := write(tx, id); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: a function that the opener gave along.
func cleanup(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, undo, err := tools.Begin(db)
		if err != nil {
			return err
		}
		defer undo() // want:rollback-deferred-in-loop
		if err := write(tx, id); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: a worker that never returns.
func worker(db *sql.DB, jobs func() (int64, bool)) {
	for {
		id, ok := jobs()
		if !ok {
			continue
		}
		tx, err := db.Begin()
		if err != nil {
			continue
		}
		defer tx.Rollback() // want:rollback-deferred-in-loop
		if err := write(tx, id); err != nil {
			continue
		}
		_ = tx.Commit()
	}
}

// Wrong: a loop made of goto.
func jumps(db *sql.DB, id int64) error {
again:
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // want:rollback-deferred-in-loop
	if err := write(tx, id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if id--; id > 0 {
		goto again
	}
	return nil
}

// Wrong: the inner of two loops.
func inner(db *sql.DB, batches [][]int64) error {
	for _, ids := range batches {
		for _, id := range ids {
			tx, err := db.Begin()
			if err != nil {
				return err
			}
			defer tx.Rollback() // want:rollback-deferred-in-loop
			if err := write(tx, id); err != nil {
				return err
			}
			if err := tx.Commit(); err != nil {
				return err
			}
			break
		}
	}
	return nil
}

// Wrong: in a literal that loops itself.
func literal(db *sql.DB, ids []int64) func() error {
	return func() error {
		for _, id := range ids {
			tx, err := db.Begin()
			if err != nil {
				return err
			}
			defer tx.Rollback() // want:rollback-deferred-in-loop
			if err := write(tx, id); err != nil {
				return err
			}
			if err := tx.Commit(); err != nil {
				return err
			}
		}
		return nil
	}
}

// Wrong: the body of a range over a function defers for the function around it.
func rangesOverFunc(db *sql.DB, ids func(yield func(int64) bool)) error {
	for id := range ids {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer tx.Rollback() // want:rollback-deferred-in-loop
		if err := write(tx, id); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}
