// config: disable=wait-in-tx

package plain

import (
	"context"
	"database/sql"
	"log"
	"sync"
)

// awaited: one goroutine, and the function waits for it.
func awaited(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	done := make(chan error, 1)
	go func() { done <- work(ctx, tx, "DELETE FROM carts") }()
	if err := <-done; err != nil {
		return err
	}
	return tx.Commit()
}

// byGroup: the same with a WaitGroup.
func byGroup(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		_ = work(ctx, tx, "DELETE FROM carts")
	}()
	wg.Wait()
	return tx.Commit()
}

// deferredWait: it runs before the deferred rollback.
func deferredWait(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { _ = work(ctx, tx, "DELETE FROM carts") })
	return nil
}

// inTurns: each is awaited before the next starts.
func inTurns(ctx context.Context, db *sql.DB, queries []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, q := range queries {
		done := make(chan error, 1)
		go func() { done <- work(ctx, tx, q) }()
		if err := <-done; err != nil {
			return err
		}
	}
	return tx.Commit()
}

// givenAway: the goroutine owns the transaction.
func givenAway(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	go func() {
		defer tx.Rollback()
		if err := work(ctx, tx, "DELETE FROM carts"); err != nil {
			log.Print(err)
			return
		}
		if err := tx.Commit(); err != nil {
			log.Print(err)
		}
	}()
	return nil
}

// ownTransaction: each goroutine begins its own.
func ownTransaction(ctx context.Context, db *sql.DB, queries []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := work(ctx, tx, "DELETE FROM orders"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, q := range queries {
		go func() {
			_ = inTx(ctx, db, func(tx *sql.Tx) error { return work(ctx, tx, q) })
		}()
	}
	return nil
}

// withoutIt: the goroutines don't use the transaction.
func withoutIt(ctx context.Context, db *sql.DB, weigh func(int) int, ids []int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	sums := make([]int, len(ids))
	var wg sync.WaitGroup
	for i, id := range ids {
		wg.Go(func() { sums[i] = weigh(id) })
	}
	if err := work(ctx, tx, "DELETE FROM orders"); err != nil {
		return err
	}
	wg.Wait()
	return tx.Commit()
}

// afterEnd: it has been committed when the goroutine starts.
func afterEnd(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := work(ctx, tx, "DELETE FROM orders"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	go func() { log.Print("committed", tx == nil) }()
	return nil
}

// selected: either the goroutine is done, or nobody wants its work any more.
func selected(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	done := make(chan error, 1)
	go func() { done <- work(ctx, tx, "DELETE FROM carts") }()
	select {
	case err := <-done:
		if err != nil {
			return err
		}
	case <-ctx.Done():
		return ctx.Err()
	}
	return tx.Commit()
}

// onCancel: what AfterFunc is given runs when the context is done.
func onCancel(ctx context.Context, db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stop := context.AfterFunc(ctx, func() { _ = tx.Rollback() })
	defer stop()
	if err := work(ctx, tx, "DELETE FROM carts"); err != nil {
		return err
	}
	return tx.Commit()
}

// returned: whoever gets the transaction waits.
func returned(ctx context.Context, db *sql.DB) (*sql.Tx, chan error, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, err
	}
	done := make(chan error, 1)
	go func() { done <- work(ctx, tx, "DELETE FROM carts") }()
	return tx, done, nil
}

// collect waits for the results in a function that is handed the transaction.
func collect(ctx context.Context, tx *sql.Tx, done chan error) error {
	if err := <-done; err != nil {
		return err
	}
	return work(ctx, tx, "DELETE FROM orders")
}

func waitsInCallee(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	done := make(chan error, 1)
	go func() { done <- work(ctx, tx, "DELETE FROM carts") }()
	if err := collect(ctx, tx, done); err != nil {
		return err
	}
	return tx.Commit()
}
