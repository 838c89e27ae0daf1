package belowcommit

import (
	"context"
	"database/sql"
	"net/http"
	"sync"
	"time"
)

// failure of the call still rolls back: moving it would change that.
func failure(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id); err != nil {
		return err
	}
	if err := tell(id); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// readsRows reads what the commit closes.
func readsRows(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	send(rows) // want:http-in-tx
	return tx.Commit()
}

func send(rows *sql.Rows) {
	for rows.Next() {
		ping(0)
	}
}

// waits for who uses the transaction.
func waits(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var wg sync.WaitGroup
	wg.Go(func() { _, _ = tx.ExecContext(ctx, "DELETE FROM orders") })
	wg.Wait() // want:wait-in-tx
	return tx.Commit()
}

// notNext has something in between that reads what the call writes.
func notNext(ctx context.Context, db *sql.DB) (n int, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders"); err != nil {
		return 0, err
	}
	count(&n) // want:http-in-tx
	if n == 0 {
		return 0, sql.ErrNoRows
	}
	return n, tx.Commit()
}

func count(n *int) {
	if resp, err := http.Get("http://example.com"); err == nil {
		resp.Body.Close()
		*n++
	}
}

// outer has a transaction around the one that commits: below that commit the
// call is inside the other one.
func outer(ctx context.Context, a, b *sql.DB) error {
	out, err := a.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer out.Rollback()
	in, err := b.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer in.Rollback()
	if _, err := in.ExecContext(ctx, "DELETE FROM orders"); err != nil {
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	if err := in.Commit(); err != nil {
		return err
	}
	if _, err := out.ExecContext(ctx, "DELETE FROM orders"); err != nil {
		return err
	}
	return out.Commit()
}

// reported does something else when the commit fails, and goes on.
func reported(ctx context.Context, db *sql.DB) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders"); err != nil {
		return
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	if err := tx.Commit(); err != nil {
		println(err.Error())
	}
	println("done")
}
