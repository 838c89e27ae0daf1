// Package warehouse has a plug-in framework: effects in plug-ins, and the
// transaction in the framework; generic repositories; iterators.
package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"net/http"
	"sync"
	"time"
)

type Plugin interface {
	Name() string
	OnStore(ctx context.Context, tx *sql.Tx, id int64) error
	Stored(ctx context.Context, id int64)
}

type base struct{}

func (base) OnStore(context.Context, *sql.Tx, int64) error { return nil }
func (base) Stored(context.Context, int64)                 {}

type scanner struct {
	base
	url string
}

func (scanner) Name() string { return "scanner" }

// 1 wrong: handed the transaction.
func (s scanner) OnStore(ctx context.Context, tx *sql.Tx, id int64) error {
	resp, err := http.Get(s.url) // want:http-in-tx
	if err != nil {
		return err
	}
	resp.Body.Close()
	_, err = tx.ExecContext(ctx, `UPDATE items SET scanned = true WHERE id = $1`, id)
	return err
}

type lamp struct{ base }

func (lamp) Name() string { return "lamp" }

func (lamp) Stored(ctx context.Context, id int64) {
	resp, err := http.Post("http://lamp.local", "text/plain", nil)
	if err == nil {
		resp.Body.Close()
	}
}

type Warehouse struct {
	db      *sql.DB
	plugins []Plugin
	mu      sync.Mutex
	items   *Repo[Item]
}

type Item struct{ ID int64 }

// Repo is generic over its rows.
type Repo[T any] struct {
	db   *sql.DB
	scan func(*sql.Row) (T, error)
}

func (r *Repo[T]) Get(ctx context.Context, id int64) (T, error) {
	return r.scan(r.db.QueryRowContext(ctx, `SELECT id FROM items WHERE id = $1`, id))
}

func (r *Repo[T]) InTx(ctx context.Context, fn func(tx *sql.Tx) (T, error)) (T, error) {
	var zero T
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return zero, err
	}
	v, err := fn(tx)
	if err != nil {
		tx.Rollback()
		return zero, err
	}
	if err = tx.Commit(); err != nil {
		return zero, err
	}
	return v, nil
}

func New(db *sql.DB) *Warehouse {
	w := &Warehouse{db: db}
	w.items = &Repo[Item]{db: db, scan: func(r *sql.Row) (it Item, err error) { return it, r.Scan(&it.ID) }}
	w.plugins = append(w.plugins, scanner{url: "http://scanner.local"}, lamp{})
	return w
}

// 2 right: the plug-ins are told after the end. The effect of OnStore is reported there.
func (w *Warehouse) Store(ctx context.Context, id int64) error {
	if err := w.store(ctx, id); err != nil {
		return err
	}
	for _, p := range w.plugins {
		p.Stored(ctx, id)
	}
	return nil
}

func (w *Warehouse) store(ctx context.Context, id int64) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, p := range w.plugins {
		if err := p.OnStore(ctx, tx, id); err != nil {
			return errors.Join(errors.New(p.Name()), err)
		}
	}
	return tx.Commit()
}

// 3 wrong: told inside.
func (w *Warehouse) StoreWrong(ctx context.Context, id int64) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `INSERT INTO items VALUES ($1)`, id); err != nil {
		return err
	}
	for _, p := range w.plugins {
		p.Stored(ctx, id) // want:http-in-tx
	}
	return tx.Commit()
}

// 4 wrong: the repository's own pool in its own runner.
func (w *Warehouse) Swap(ctx context.Context, id int64) (Item, error) {
	return w.items.InTx(ctx, func(tx *sql.Tx) (Item, error) {
		it, err := w.items.Get(ctx, id) // want:pool-in-tx
		if err != nil {
			return it, err
		}
		_, err = tx.ExecContext(ctx, `UPDATE items SET id = $1`, it.ID)
		return it, err
	})
}

// rows is an iterator over ids.
func rows(ctx context.Context, tx *sql.Tx) iter.Seq2[int64, error] {
	return func(yield func(int64, error) bool) {
		rs, err := tx.QueryContext(ctx, `SELECT id FROM items`)
		if err != nil {
			yield(0, err)
			return
		}
		defer rs.Close()
		for rs.Next() {
			var id int64
			if !yield(id, rs.Scan(&id)) {
				return
			}
		}
		if err := rs.Err(); err != nil {
			yield(0, err)
		}
	}
}

// 5 right, and wrong: a sleep in the body of a range over a function.
func (w *Warehouse) Walk(ctx context.Context) (n int, err error) {
	tx, err := w.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	for _, err := range rows(ctx, tx) {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

func (w *Warehouse) WalkWrong(ctx context.Context) (n int, err error) {
	tx, err := w.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	for _, err := range rows(ctx, tx) {
		if err != nil {
			return 0, err // want:missing-rollback
		}
		time.Sleep(time.Millisecond) // want:sleep-in-tx
		n++
	}
	return n, tx.Rollback()
}

// 6 right: joined by hand: a transaction that the caller may hold.
type holder struct{ tx *sql.Tx }

func (w *Warehouse) with(ctx context.Context, h *holder, fn func(*sql.Tx) error) (err error) {
	if h != nil && h.tx != nil {
		return fn(h.tx)
	}
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
		}
	}()
	if err = fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// 7 wrong: the joining runner, called inside with nil.
func (w *Warehouse) Both(ctx context.Context) error {
	return w.with(ctx, nil, func(tx *sql.Tx) error {
		if err := w.with(ctx, &holder{tx}, func(tx *sql.Tx) error {
			_, err := tx.Exec(`UPDATE items SET n = 1`)
			return err
		}); err != nil {
			return err
		}
		return w.store(ctx, 1) // want:nested-begin
	})
}

// 8 right: recursion with a transaction.
func (w *Warehouse) tree(ctx context.Context, tx *sql.Tx, id int64, depth int) error {
	if tx == nil {
		tx, err := w.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if err := w.tree(ctx, tx, id, depth); err != nil {
			return err
		}
		return tx.Commit()
	}
	if depth == 0 {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `UPDATE items SET depth = $1 WHERE id = $2`, depth, id); err != nil {
		return err
	}
	return w.tree(ctx, tx, id*2, depth-1)
}

// 9 right: a retry loop that waits outside; wrong: inside.
func (w *Warehouse) Retry(ctx context.Context) (err error) {
	for i := range 5 {
		if i > 0 {
			time.Sleep(time.Second)
		}
		var tx *sql.Tx
		if tx, err = w.db.BeginTx(ctx, nil); err != nil {
			continue
		}
		if _, err = tx.ExecContext(ctx, `UPDATE items SET n = 1`); err != nil {
			_ = tx.Rollback()
			continue
		}
		if err = tx.Commit(); err == nil {
			return nil
		}
	}
	return err
}

func (w *Warehouse) RetryWrong(ctx context.Context) (err error) {
	for range 5 {
		tx, err := w.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE items SET n = 1`); err != nil {
			time.Sleep(time.Second) // want:sleep-in-tx
			tx.Rollback()
			continue
		}
		return tx.Commit()
	}
	return errors.New("gave up")
}
