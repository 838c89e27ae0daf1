// Package dbtx is how the services open and end their transactions.
package dbtx

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
)

// Rollback is deferred by everybody: the message comes first.
func Rollback(ctx context.Context, msg string, tx *sql.Tx) {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		slog.ErrorContext(ctx, msg, "err", err)
	}
}

// Finish commits where *err is nil and rolls back otherwise, also on a panic.
func Finish(tx *sqlx.Tx, err *error) {
	if p := recover(); p != nil {
		_ = tx.Rollback()
		panic(p)
	}
	if *err != nil {
		if rerr := tx.Rollback(); rerr != nil {
			*err = errors.Join(*err, rerr)
		}
		return
	}
	*err = tx.Commit()
}

// Abort rolls back and returns the cause.
func Abort(tx *sql.Tx, cause error) error {
	if err := tx.Rollback(); err != nil {
		return fmt.Errorf("rollback: %v (after %w)", err, cause)
	}
	return cause
}

// Open returns a transaction with its commit and its rollback.
func Open(ctx context.Context, db *sql.DB) (*sql.Tx, func() error, func(), error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	if _, err := tx.ExecContext(ctx, `SET LOCAL lock_timeout = '2s'`); err != nil {
		_ = tx.Rollback()
		return nil, nil, nil, err
	}
	return tx, tx.Commit, func() { _ = tx.Rollback() }, nil
}

// OpenAs forgets the transaction where the role can't be set.
func OpenAs(ctx context.Context, db *sql.DB, role string) (*sql.Tx, func() error, func(), error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	if _, err := tx.ExecContext(ctx, `SET LOCAL ROLE `+role); err != nil {
		return nil, nil, nil, fmt.Errorf("role %s: %w", role, err) // want:missing-rollback
	}
	return tx, tx.Commit, func() { _ = tx.Rollback() }, nil
}

// In runs fn in a transaction.
func In[T any](ctx context.Context, db *sql.DB, fn func(*sql.Tx) (T, error)) (T, error) {
	var zero T
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return zero, err
	}
	defer func() { _ = tx.Rollback() }()
	v, err := fn(tx)
	if err != nil {
		return zero, err
	}
	if err := tx.Commit(); err != nil {
		return zero, err
	}
	return v, nil
}

// Serializable tries again on a serialization failure, and waits in between.
func Serializable(ctx context.Context, pool *pgxpool.Pool, fn func(pgx.Tx) error) error {
	var err error
	for i := range 5 {
		err = pgx.BeginTxFunc(ctx, pool, pgx.TxOptions{IsoLevel: pgx.Serializable}, fn)
		if !IsConflict(err) {
			return err
		}
		time.Sleep(time.Duration(i) * 10 * time.Millisecond)
	}
	return err
}

// IsConflict tells a serialization failure.
func IsConflict(err error) bool {
	var state interface{ SQLState() string }
	return errors.As(err, &state) && state.SQLState() == "40001"
}

type key struct{}

// Manager carries the transaction in the context.
type Manager struct{ db *sql.DB }

// NewManager returns a Manager.
func NewManager(db *sql.DB) *Manager { return &Manager{db: db} }

// Querier is what repositories run on.
type Querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// From returns the transaction in ctx, or the pool.
func (m *Manager) From(ctx context.Context) Querier {
	if tx, ok := ctx.Value(key{}).(*sql.Tx); ok {
		return tx
	}
	return m.db
}

// Do runs fn in a transaction, or in the one that ctx carries.
func (m *Manager) Do(ctx context.Context, fn func(context.Context) error) (err error) {
	if _, ok := ctx.Value(key{}).(*sql.Tx); ok {
		return fn(ctx)
	}
	tx, err := m.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return fn(context.WithValue(ctx, key{}, tx))
}

// Unit is a transaction with what is to happen after it.
type Unit struct {
	Tx    *sql.Tx
	after []func(context.Context)
}

// Begin opens a Unit.
func Begin(ctx context.Context, db *sql.DB) (*Unit, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Unit{Tx: tx}, nil
}

// After registers what is to happen after the commit.
func (u *Unit) After(fn func(context.Context)) { u.after = append(u.after, fn) }

// Commit commits, and then does what was registered.
func (u *Unit) Commit(ctx context.Context) error {
	if err := u.Tx.Commit(); err != nil {
		return err
	}
	for _, fn := range u.after {
		fn(ctx)
	}
	return nil
}

// Close rolls back what was not committed.
func (u *Unit) Close() { _ = u.Tx.Rollback() }
