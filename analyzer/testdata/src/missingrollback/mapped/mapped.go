// Package mapped opens through an interface that returns an interface, behind
// which a wrapper holds the transaction.
package mapped

import (
	"context"
	"database/sql"
	"fmt"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

type executor interface {
	Exec(query string, args ...any) (sql.Result, error)
}

type transaction interface {
	executor
	Commit() error
	Rollback() error
}

type database interface {
	BeginTx(ctx context.Context) (transaction, error)
}

type wrappedDB struct{ db *sql.DB }

func (m *wrappedDB) BeginTx(ctx context.Context) (transaction, error) {
	tx, err := m.db.BeginTx(ctx, nil)
	if err != nil {
		return tx, fmt.Errorf("begin: %w", err)
	}
	return wrappedTx{tx: tx}, err
}

type wrappedTx struct{ tx *sql.Tx }

func (w wrappedTx) Commit() error   { return w.tx.Commit() }
func (w wrappedTx) Rollback() error { return w.tx.Rollback() }

func (w wrappedTx) Exec(query string, args ...any) (sql.Result, error) {
	return w.tx.Exec(query, args...)
}

// memory is no transaction: it keeps its rows itself.
type memory struct{ rows []int64 }

func (m *memory) Commit() error   { return nil }
func (m *memory) Rollback() error { m.rows = nil; return nil }

func (m *memory) Exec(query string, args ...any) (sql.Result, error) {
	m.rows = append(m.rows, 0)
	return nil, nil
}

func rollback(tx transaction, err error) error {
	if failed := tx.Rollback(); failed != nil {
		return fmt.Errorf("%w (and %w)", err, failed)
	}
	return err
}

// Right: the helper is handed the wrapper as an interface.
func with(ctx context.Context, db database, f func(executor) (any, error)) (any, error) {
	tx, err := db.BeginTx(ctx)
	if err != nil {
		return nil, err
	}
	result, err := f(tx)
	if err != nil {
		return nil, rollback(tx, err)
	}
	if err = tx.Commit(); err != nil {
		return nil, err
	}
	return result, nil
}

// Right: deferred, as a method value of the interface.
func deferred(ctx context.Context, db database) error {
	tx, err := db.BeginTx(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, 1); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: one return forgets.
func leaks(ctx context.Context, db database, id int64) error {
	tx, err := db.BeginTx(ctx)
	if err != nil {
		return err
	}
	if id == 0 {
		return nil // want:missing-rollback
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return rollback(tx, err)
	}
	return tx.Commit()
}

// Wrong: the commit behind the interface stands alone.
func alone(ctx context.Context, db database, id int64) error {
	tx, err := db.BeginTx(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return rollback(tx, err)
	}
	tx.Commit() // want:unchecked-commit
	return nil
}
