// Package ledger is handed transactions, and opens its own where there is none.
package ledger

import (
	"context"
	"database/sql"
	"errors"
	"os"

	"example.com/bench/txrun"
)

// An Execer is a pool or a transaction.
type Execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// A Ledger books amounts.
type Ledger struct {
	DB    *sql.DB
	Audit string // a file
}

// Book runs on the transaction that it is handed.
func (l *Ledger) Book(ctx context.Context, tx *sql.Tx, account string, cents int64) error {
	balance, err := l.balance(ctx, tx, account)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		_, err = tx.ExecContext(ctx, "INSERT INTO account (name, cents) VALUES (?, ?)", account, cents)
	case err == nil:
		_, err = tx.ExecContext(ctx, "UPDATE account SET cents = ? WHERE name = ?", balance+cents, account)
	}
	if err != nil {
		return err
	}
	return l.audit(account)
}

// BookIn books in tx, or in a transaction of its own when tx is nil.
func (l *Ledger) BookIn(ctx context.Context, tx *sql.Tx, account string, cents int64) (err error) {
	own := tx == nil
	if own {
		if tx, err = txrun.Begin(ctx, l.DB); err != nil {
			return err
		}
		defer txrun.Finish(tx, &err)
	}
	return l.Book(ctx, tx, account, cents)
}

// Transfer ends its transaction on each path.
func (l *Ledger) Transfer(ctx context.Context, from, to string, cents int64) error {
	tx, err := l.DB.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := l.Book(ctx, tx, from, -cents); err != nil {
		_ = tx.Rollback()
		return err
	}
	balance, err := l.balance(ctx, tx, from)
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if balance < 0 {
		return errors.New("overdrawn") // left open
	}
	if err = l.Book(ctx, tx, to, cents); err != nil {
		if end := tx.Rollback(); end != nil {
			return end
		}
		return err
	}
	return tx.Commit()
}

// Close books the days one by one.
func (l *Ledger) Close(ctx context.Context, days []string) error {
	for _, day := range days {
		if day == "" {
			continue
		}
		err := func() (err error) {
			tx, err := l.DB.Begin()
			if err != nil {
				return err
			}
			defer func() {
				if err != nil {
					_ = tx.Rollback()
				}
			}()
			if _, err := tx.ExecContext(ctx, "UPDATE day SET closed = 1 WHERE day = ?", day); err != nil {
				return err
			}
			return tx.Commit()
		}()
		if err != nil {
			return err
		}
	}
	return nil
}

// Sum reads on a pinned connection, in a transaction that is only rolled back.
func (l *Ledger) Sum(ctx context.Context) (sum int64, err error) {
	conn, err := l.DB.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT cents FROM account")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var cents int64
		if err := rows.Scan(&cents); err != nil {
			return 0, err
		}
		sum += cents
	}
	return sum, rows.Err()
}

func (l *Ledger) balance(ctx context.Context, x Execer, account string) (cents int64, err error) {
	err = x.QueryRowContext(ctx, "SELECT cents FROM account WHERE name = ?", account).Scan(&cents)
	return cents, err
}

func (l *Ledger) audit(line string) error {
	return os.WriteFile(l.Audit, []byte(line), 0o600)
}
