// config: disable=wait-in-tx

// Package handed starts goroutines in functions that are handed the transaction.
package handed

import (
	"context"
	"database/sql"
	"log"
	"sync"
)

func work(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM carts")
	return err
}

// left: whoever handed the transaction goes on with it.
func left(ctx context.Context, tx *sql.Tx) {
	go func() { // want:tx-in-goroutine
		if err := work(ctx, tx); err != nil {
			log.Print(err)
		}
	}()
}

func direct(ctx context.Context, tx *sql.Tx) {
	go work(ctx, tx) // want:tx-in-goroutine
}

// forCaller: the caller waits.
func forCaller(ctx context.Context, tx *sql.Tx, wg *sync.WaitGroup) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		_ = work(ctx, tx)
	}()
}

// result: the caller reads the result.
func result(ctx context.Context, tx *sql.Tx) <-chan error {
	done := make(chan error, 1)
	go func() {
		defer close(done)
		if err := work(ctx, tx); err != nil {
			log.Print(err)
		}
	}()
	return done
}

// owned: the transaction was given away for good.
func owned(ctx context.Context, tx *sql.Tx) {
	go func() {
		defer tx.Rollback()
		if err := work(ctx, tx); err != nil {
			log.Print(err)
			return
		}
		if err := tx.Commit(); err != nil {
			log.Print(err)
		}
	}()
}

// told: a function of the caller's tells that it is done.
func told(ctx context.Context, tx *sql.Tx, done func()) {
	go func() {
		defer done()
		_ = work(ctx, tx)
	}()
}

// waits for its own.
func waits(ctx context.Context, tx *sql.Tx) error {
	done := make(chan error, 1)
	go func() { done <- work(ctx, tx) }()
	return <-done
}
