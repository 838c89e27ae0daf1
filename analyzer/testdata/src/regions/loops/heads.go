package loops

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

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
