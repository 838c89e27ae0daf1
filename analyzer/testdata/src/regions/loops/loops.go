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

// The effect is in the head of the loop: in its condition and its post statement.
func inHead(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for i := 0; ping() == nil && // want:http-in-tx
		i < 10; i += step() { // want:sleep-in-tx
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = ?", i); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func step() int {
	time.Sleep(time.Second)
	return 1
}

// What is ranged over is evaluated once, before the loop, inside or outside.
func ranged(ctx context.Context, db *sql.DB) error {
	for _, id := range list() {
		if err := batch(ctx, db, []int64{id}); err != nil {
			return err
		}
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range list() { // want:http-in-tx
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = ?", id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func list() []int64 {
	if ping() != nil {
		return nil
	}
	return []int64{1, 2}
}

// The effect in the loop over the rows of the transaction.
func overRows(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT addr FROM hooks")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var addr string
		if err := rows.Scan(&addr); err != nil {
			return err
		}
		if _, err := http.Post(addr, "text/plain", nil); err != nil { // want:http-in-tx
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

// Read to the end first, told after the commit.
func overRowsMended(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	addrs, err := read(ctx, tx)
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, addr := range addrs {
		if _, err := http.Post(addr, "text/plain", nil); err != nil {
			return err
		}
	}
	return nil
}

func read(ctx context.Context, tx *sql.Tx) ([]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT addr FROM hooks")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var addrs []string
	for rows.Next() {
		var addr string
		if err := rows.Scan(&addr); err != nil {
			return nil, err
		}
		addrs = append(addrs, addr)
	}
	return addrs, rows.Err()
}
