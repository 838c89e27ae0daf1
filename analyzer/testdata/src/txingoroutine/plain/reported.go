// config: disable=wait-in-tx

// Package plain starts goroutines that use the transaction.
package plain

import (
	"context"
	"database/sql"
	"sync"
)

func work(ctx context.Context, tx *sql.Tx, q string) error {
	_, err := tx.ExecContext(ctx, q)
	return err
}

// notAwaited: the function goes on to commit.
func notAwaited(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	go func() { // want:tx-in-goroutine
		_, _ = tx.ExecContext(ctx, "DELETE FROM carts")
	}()
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders"); err != nil {
		return err
	}
	return tx.Commit()
}

// onlyCommits: it only ends it.
func onlyCommits(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	go work(ctx, tx, "DELETE FROM carts") // want:tx-in-goroutine
	return tx.Commit()
}

// deferredEnd: the deferred rollback comes while the goroutine works.
func deferredEnd(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	go func() { // want:tx-in-goroutine
		if err := work(ctx, tx, "DELETE FROM carts"); err == nil {
			_ = tx.Commit()
		}
	}()
	return nil
}

// several: they are awaited, but use the transaction at the same time.
func several(ctx context.Context, db *sql.DB, queries []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var wg sync.WaitGroup
	for _, q := range queries {
		wg.Add(1)
		go func() { // want:tx-in-goroutine
			defer wg.Done()
			_ = work(ctx, tx, q)
		}()
	}
	wg.Wait()
	return tx.Commit()
}

// two of them.
func two(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var wg sync.WaitGroup
	wg.Go(func() { _ = work(ctx, tx, "DELETE FROM carts") }) // want:tx-in-goroutine
	wg.Go(func() { _ = work(ctx, tx, "DELETE FROM lines") }) // want:tx-in-goroutine
	wg.Wait()
	return tx.Commit()
}

// usesBeforeWait: the function uses the transaction before it waits.
func usesBeforeWait(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	done := make(chan error, 1)
	go func() { done <- work(ctx, tx, "DELETE FROM carts") }() // want:tx-in-goroutine
	if err := work(ctx, tx, "DELETE FROM orders"); err != nil {
		return err
	}
	if err := <-done; err != nil {
		return err
	}
	return tx.Commit()
}

// earlyReturn: one way out does not wait.
func earlyReturn(ctx context.Context, db *sql.DB, ready func() bool) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	done := make(chan error, 1)
	go func() { done <- work(ctx, tx, "DELETE FROM carts") }() // want:tx-in-goroutine
	if !ready() {
		return nil
	}
	if err := <-done; err != nil {
		return err
	}
	return tx.Commit()
}

type service struct {
	db *sql.DB
	tx *sql.Tx
}

func (s *service) clear(ctx context.Context) error {
	_, err := s.tx.ExecContext(ctx, "DELETE FROM carts")
	return err
}

// inStruct: the goroutine finds the transaction in a struct.
func (s *service) inStruct(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	inner := &service{tx: tx}
	go inner.clear(ctx) // want:tx-in-goroutine
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders"); err != nil {
		return err
	}
	return tx.Commit()
}

func inTx(ctx context.Context, db *sql.DB, fn func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// inCallback: the runner commits when the callback returns.
func inCallback(ctx context.Context, db *sql.DB) error {
	return inTx(ctx, db, func(tx *sql.Tx) error {
		go func() { // want:tx-in-goroutine
			_ = work(ctx, tx, "DELETE FROM carts")
		}()
		return nil
	})
}

// afterTheRunner: the wait comes when the runner has committed.
func afterTheRunner(ctx context.Context, db *sql.DB) error {
	var wg sync.WaitGroup
	err := inTx(ctx, db, func(tx *sql.Tx) error {
		wg.Go(func() { _ = work(ctx, tx, "DELETE FROM carts") }) // want:tx-in-goroutine
		return work(ctx, tx, "DELETE FROM orders")
	})
	wg.Wait()
	return err
}

// byPrepared: a prepared statement of the transaction is used as it is.
func byPrepared(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	del, err := tx.PrepareContext(ctx, "DELETE FROM carts WHERE id = ?")
	if err != nil {
		return err
	}
	go func() { // want:tx-in-goroutine
		_, _ = del.ExecContext(ctx, 1)
	}()
	if _, err := del.ExecContext(ctx, 2); err != nil {
		return err
	}
	return tx.Commit()
}
