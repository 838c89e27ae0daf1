// Package generics opens and ends transactions in generic code.
package generics

import (
	"context"
	"database/sql"
	"errors"

	"missingrollback/store"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

type repo[K comparable] struct {
	db    *sql.DB
	known map[K]bool
}

// Right: a method of a generic type.
func (r *repo[K]) insert(ctx context.Context, key K) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, key); err != nil {
		return err
	}
	r.known[key] = true
	return tx.Commit()
}

// Wrong: the same without the defer.
func (r *repo[K]) leak(ctx context.Context, key K) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if r.known[key] {
		return errors.New("known") // want:missing-rollback
	}
	if _, err := tx.ExecContext(ctx, insert, key); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// beginner opens transactions of some type.
type beginner[T any] interface {
	BeginTx(ctx context.Context, opts *sql.TxOptions) (T, error)
}

// ender ends them.
type ender interface {
	Commit() error
	Rollback() error
}

// Right: everything is a type parameter.
func run[T ender](ctx context.Context, b beginner[T], fn func(T) error) error {
	tx, err := b.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: and this is how it is used.
func useRun(ctx context.Context, db *sql.DB, id int64) error {
	return run(ctx, db, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, insert, id)
		return err
	})
}

// Right: a runner of another package, with and without its type spelt out.
func useQuery(ctx context.Context, s *store.Store) (int, error) {
	n, err := store.Query(ctx, s, func(tx *sql.Tx) (n int, err error) {
		err = tx.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&n)
		return n, err
	})
	if err != nil {
		return 0, err
	}
	return store.Query[int](ctx, s, func(tx *sql.Tx) (int, error) {
		_, err := tx.ExecContext(ctx, insert, n)
		return n, err
	})
}

// end commits or rolls back.
func end[T ender](tx T, err error) error {
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Right: ended by a generic function.
func ended(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	_, err = tx.Exec(insert, id)
	return end(tx, err)
}

type holder[T any] struct{ value T }

// Right: handed on in a generic struct.
func held(db *sql.DB) (holder[*sql.Tx], error) {
	tx, err := db.Begin()
	return holder[*sql.Tx]{tx}, err
}

// Wrong: the generic struct stays here.
func heldHere(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	h := holder[*sql.Tx]{tx}
	if _, err := h.value.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return h.value.Commit()
}
