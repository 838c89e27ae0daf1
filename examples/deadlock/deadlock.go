// Package deadlock waits for itself: a statement on the pool takes a connection
// of its own, and where the pool has one, the transaction has it. pool-in-tx and
// nested-begin report it.
package deadlock

import (
	"context"
	"database/sql"
)

// A Ledger keeps accounts in a database.
type Ledger struct{ db *sql.DB }

// Open makes the tables of a ledger.
func Open(ctx context.Context, db *sql.DB) (*Ledger, error) {
	_, err := db.ExecContext(ctx, "CREATE TABLE entries (account TEXT, cents INTEGER)")
	return &Ledger{db}, err
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func balance(ctx context.Context, q querier, account string) (cents int, err error) {
	err = q.QueryRowContext(ctx, "SELECT coalesce(sum(cents), 0) FROM entries WHERE account = ?", account).Scan(&cents)
	return cents, err
}

// Balance returns what is in an account.
func (l *Ledger) Balance(ctx context.Context, account string) (int, error) {
	return balance(ctx, l.db, account)
}

// Empty takes out all that is in an account. It waits forever where the pool
// has one connection: Balance asks for a second.
func (l *Ledger) Empty(ctx context.Context, account string) error {
	return l.inTx(ctx, func(tx *sql.Tx) error {
		cents, err := l.Balance(ctx, account)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO entries VALUES (?, ?)", account, -cents)
		return err
	})
}

// EmptyAll empties accounts, all or none: each in a transaction of its own, so
// it waits forever too.
func (l *Ledger) EmptyAll(ctx context.Context, accounts ...string) error {
	return l.inTx(ctx, func(*sql.Tx) error {
		for _, a := range accounts {
			if err := l.EmptyRight(ctx, a); err != nil {
				return err
			}
		}
		return nil
	})
}

// EmptyRight is Empty, and asks on the transaction.
func (l *Ledger) EmptyRight(ctx context.Context, account string) error {
	return l.inTx(ctx, func(tx *sql.Tx) error {
		cents, err := balance(ctx, tx, account)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO entries VALUES (?, ?)", account, -cents)
		return err
	})
}

func (l *Ledger) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}
