// Package points keeps what customers have collected, in a database of its own.
package points

import (
	"context"
	"database/sql"
	"errors"

	_ "modernc.org/sqlite"
)

// An Account holds the points of all customers.
type Account struct{ db *sql.DB }

// Open opens the account, and makes it where there is none.
func Open(ctx context.Context) (*Account, error) {
	db, err := sql.Open("sqlite", "file:points.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS points (mail TEXT PRIMARY KEY, n INTEGER)")
	return &Account{db}, err
}

// Redeem takes points from a customer.
func (a *Account) Redeem(ctx context.Context, mail string, n int) error {
	tx, err := a.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var have int
	if err := tx.QueryRowContext(ctx, "SELECT n FROM points WHERE mail = ?", mail).Scan(&have); err != nil {
		return err
	}
	if have < n {
		return errors.New("not enough points")
	}
	if _, err := tx.ExecContext(ctx, "UPDATE points SET n = ? WHERE mail = ?", have-n, mail); err != nil {
		return err
	}
	return tx.Commit()
}
