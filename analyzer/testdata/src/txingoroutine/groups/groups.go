// config: disable=wait-in-tx

// Package groups starts goroutines in groups.
package groups

import (
	"context"
	"database/sql"

	"golang.org/x/sync/errgroup"
)

func each(ctx context.Context, tx *sql.Tx, ids []int64) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, id := range ids {
		g.Go(func() error { // want:tx-in-goroutine
			_, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id)
			return err
		})
	}
	return g.Wait()
}

func pair(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var g errgroup.Group
	g.Go(func() error { return clear(ctx, tx, "orders") }) // want:tx-in-goroutine
	g.Go(func() error { return clear(ctx, tx, "carts") })  // want:tx-in-goroutine
	if err := g.Wait(); err != nil {
		return err
	}
	return tx.Commit()
}

func clear(ctx context.Context, tx *sql.Tx, table string) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM "+table)
	return err
}

// single: one uses the transaction, and the other works beside it.
func single(ctx context.Context, db *sql.DB, warm func() error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var g errgroup.Group
	g.Go(func() error { return clear(ctx, tx, "orders") })
	g.Go(warm)
	if err := g.Wait(); err != nil {
		return err
	}
	if err := clear(ctx, tx, "carts"); err != nil {
		return err
	}
	return tx.Commit()
}

// meanwhile: the function works beside the one.
func meanwhile(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var g errgroup.Group
	g.Go(func() error { return clear(ctx, tx, "orders") }) // want:tx-in-goroutine
	if err := clear(ctx, tx, "carts"); err != nil {
		return err
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return tx.Commit()
}

type cleaner struct{ tx *sql.Tx }

func (c *cleaner) run() error {
	_, err := c.tx.Exec("DELETE FROM orders")
	return err
}

// methodValue: what the group is given is a bound method.
func methodValue(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	c := &cleaner{tx}
	var g errgroup.Group
	g.Go(c.run) // want:tx-in-goroutine
	if err := clear(ctx, tx, "carts"); err != nil {
		return err
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return tx.Commit()
}

// perGroup: each turn waits for its group.
func perGroup(ctx context.Context, tx *sql.Tx, tables []string) error {
	for _, t := range tables {
		var g errgroup.Group
		g.Go(func() error { return clear(ctx, tx, t) })
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return nil
}
