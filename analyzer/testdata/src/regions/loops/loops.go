// Package loops has transactions in loops and loops in transactions.
package loops

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// One transaction around the loop: every turn has the effect inside.
func around(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1 WHERE id = ?", id); err != nil {
			return err
		}
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
	}
	return tx.Commit()
}

// One a turn, ended before the effect; the next turn opens another one.
func everyTurn(ctx context.Context, db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return errors.Join(err, ping())
		}
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1 WHERE id = ?", id); err != nil {
			_ = tx.Rollback()
			time.Sleep(time.Second)
			continue
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		if err := ping(); err != nil {
			return err
		}
	}
	return ping()
}

// One a turn, and the effect before its end.
func insideTurn(ctx context.Context, db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1 WHERE id = ?", id); err != nil {
			_ = tx.Rollback()
			return err
		}
		time.Sleep(time.Millisecond) // want:sleep-in-tx
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Batches: committed every hundred rows, with a pause between the batches.
func batches(ctx context.Context, db *sql.DB, ids []int64) error {
	for len(ids) > 0 {
		n := min(100, len(ids))
		if err := batch(ctx, db, ids[:n]); err != nil {
			return err
		}
		ids = ids[n:]
		time.Sleep(time.Millisecond)
	}
	return nil
}

func batch(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1 WHERE id = ?", id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// The same in one function, with one variable for all transactions.
func batchesInline(ctx context.Context, db *sql.DB, ids []int64) error {
	var tx *sql.Tx
	for i, id := range ids {
		if tx == nil {
			var err error
			if tx, err = db.BeginTx(ctx, nil); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1 WHERE id = ?", id); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		if i%100 == 99 {
			if err := tx.Commit(); err != nil {
				return err
			}
			tx = nil
			time.Sleep(time.Millisecond)
		}
	}
	if tx == nil {
		return ping()
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}

// Committed and opened again in the middle of a turn.
func renewed(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1 WHERE id = ?", id); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		if i%100 != 99 {
			continue
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		time.Sleep(time.Millisecond)
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return errors.Join(err, ping())
		}
	}
	return tx.Commit()
}
