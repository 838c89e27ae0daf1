// Package channels holds what real code taught about channels.
package channels

import (
	"context"
	"database/sql"
)

type cache struct {
	// known holds the map, or nothing while somebody works on it.
	known chan map[int]bool
}

// A channel with one place is filled by the function that makes it.
func newCache() *cache {
	c := &cache{known: make(chan map[int]bool, 1)}
	c.known <- map[int]bool{}
	return c
}

// Nobody waits for the cache that is new.
func warm(ctx context.Context, db *sql.DB) (*cache, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	c := newCache()
	if _, err := tx.ExecContext(ctx, "UPDATE caches SET warm = 1"); err != nil {
		return nil, err
	}
	return c, tx.Commit()
}

// Taking the map out waits for who has it.
func (c *cache) has(id int) bool {
	m := <-c.known
	defer func() { c.known <- m }()
	return m[id]
}

func look(ctx context.Context, tx *sql.Tx, c *cache, id int) error {
	if c.has(id) { // want:wait-in-tx
		return nil
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO ids VALUES (?)", id)
	return err
}

type worker struct {
	stop chan struct{}
	errs chan error
}

// A field that the function fills with a channel of its own has room.
func (w *worker) run(ctx context.Context, db *sql.DB) error {
	w.stop = make(chan struct{}, 1)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer func() { w.stop <- struct{}{} }()
	if _, err := tx.ExecContext(ctx, "UPDATE workers SET runs = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// One that it finds there may be full.
func (w *worker) report(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.ExecContext(ctx, "UPDATE workers SET runs = 1")
	w.errs <- err // want:wait-in-tx
	return tx.Commit()
}
