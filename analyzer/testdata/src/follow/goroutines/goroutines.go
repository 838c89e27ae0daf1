// Package goroutines has effects that run beside the region and not in it.
package goroutines

import (
	"context"
	"database/sql"
	"net/http"
	"sync"
	"time"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func tell(code int) { _ = ping() }

func status() int {
	if ping() != nil {
		return 0
	}
	return 1
}

type client struct{}

func (client) send() { _ = ping() }

// Starting is no effect of the kinds that are on.
func started(ctx context.Context, db *sql.DB, c client, wg *sync.WaitGroup) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	go ping()
	go tell(1)
	go c.send()
	go func() {
		time.Sleep(time.Second)
		_ = ping()
	}()
	send := c.send
	go send()
	wg.Go(func() { _ = ping() })
	wg.Go(c.send)
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// The arguments of a go statement are evaluated here and now.
func arguments(tx *sql.Tx) error {
	go tell(status()) // want:http-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// So is the function that is called.
func chosen(tx *sql.Tx) error {
	go choose()() // want:http-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

func choose() func() {
	if ping() != nil {
		return func() {}
	}
	return func() {}
}

// A callee that starts goroutines only.
func startsOnly(tx *sql.Tx) error {
	background()
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

func background() {
	go ping()
	go func() { tell(1) }()
}

// A literal that is called inside starts one.
func literalStarts(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	start := func() { go ping() }
	start()
	defer start()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A callee that starts goroutines and awaits them: the wait is its effect, and the only one.
func awaited(tx *sql.Tx) error {
	gather() // want:wait-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

func gather() {
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() { _ = ping() })
	}
	wg.Wait()
}

// The goroutine has a transaction of its own: what it does inside is reported there.
func ownTransaction(ctx context.Context, db *sql.DB) {
	go func() {
		if err := func() error {
			tx, err := db.BeginTx(ctx, nil)
			if err != nil {
				return err
			}
			defer tx.Rollback()
			if err := ping(); err != nil { // want:http-in-tx
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
				return err
			}
			return tx.Commit()
		}(); err != nil {
			_ = ping()
		}
	}()
	_ = ping()
}

// A worker loop: one short transaction a job, the effect after its end.
func worker(ctx context.Context, db *sql.DB, jobs <-chan string) {
	for job := range jobs {
		if err := do(ctx, db, job); err != nil {
			time.Sleep(time.Second)
			continue
		}
		_ = ping()
	}
}

func do(ctx context.Context, db *sql.DB, job string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM jobs WHERE id = ?", job); err != nil {
		return err
	}
	return tx.Commit()
}

// After the commit, in a goroutine or not.
func afterCommit(ctx context.Context, db *sql.DB) error {
	if err := do(ctx, db, "x"); err != nil {
		return err
	}
	go ping()
	return ping()
}
