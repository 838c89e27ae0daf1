package loops

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// A retry loop: the pause comes after the rollback, and the last turn leaves with the commit.
func retry(ctx context.Context, db *sql.DB) error {
	var last error
	for attempt := range 5 {
		if attempt > 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Duration(attempt) * time.Second):
			}
		}
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			last = err
			continue
		}
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			last = errors.Join(err, tx.Rollback())
			continue
		}
		if last = tx.Commit(); last == nil {
			return ping()
		}
	}
	return last
}

// Waiting for the database to be there, before the opening.
func awaitDatabase(ctx context.Context, db *sql.DB) error {
	var tx *sql.Tx
	var err error
	for range 10 {
		if tx, err = db.BeginTx(ctx, nil); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "CREATE TABLE t (n int)"); err != nil {
		return err
	}
	return tx.Commit()
}

// An endless worker: a transaction a turn, a pause where there is nothing to do.
func worker(ctx context.Context, db *sql.DB) error {
	for ctx.Err() == nil {
		found, err := take(ctx, db)
		if err != nil {
			return err
		}
		if !found {
			time.Sleep(time.Second)
		}
	}
	return ctx.Err()
}

func take(ctx context.Context, db *sql.DB) (bool, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	var id int64
	err = tx.QueryRowContext(ctx, "SELECT id FROM jobs FOR UPDATE SKIP LOCKED").Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return false, err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM jobs WHERE id = ?", id); err != nil {
		return false, err
	}
	return true, tx.Commit()
}
