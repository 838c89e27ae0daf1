// Package orders keeps the orders of the shop.
//
// It is written as such services often are: each function works on a good day.
package orders

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/txlint/txlint/examples/shop/payment"
	"github.com/txlint/txlint/examples/shop/receipt"
	"github.com/txlint/txlint/examples/shop/stock"
)

// A Store places orders and tells others of them.
type Store struct {
	db        *sql.DB
	payment   *payment.Client
	mailer    *receipt.Mailer
	warehouse *stock.Warehouse
}

// New returns a store on a database with its tables made.
func New(ctx context.Context, db *sql.DB, p *payment.Client, m *receipt.Mailer, w *stock.Warehouse) (*Store, error) {
	_, err := db.ExecContext(ctx, `
		CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, mail TEXT, cents INTEGER, state TEXT);
		CREATE TABLE IF NOT EXISTS lines (id INTEGER, sku TEXT, pieces INTEGER);
		CREATE TABLE IF NOT EXISTS audit (id INTEGER, what TEXT);`)
	if err != nil {
		return nil, err
	}
	return &Store{db, p, m, w}, nil
}

// inTx runs fn in a transaction.
func (s *Store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func insert(ctx context.Context, tx *sql.Tx, mail string, cents int) (int64, error) {
	res, err := tx.ExecContext(ctx, "INSERT INTO orders (mail, cents, state) VALUES (?, ?, 'new')", mail, cents)
	if err != nil {
		return 0, fmt.Errorf("order for %s: %w", mail, err)
	}
	return res.LastInsertId()
}

func setState(ctx context.Context, tx *sql.Tx, id int64, state string) error {
	_, err := tx.ExecContext(ctx, "UPDATE orders SET state = ? WHERE id = ?", state, id)
	return err
}

func (s *Store) audit(ctx context.Context, id int64, what string) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO audit VALUES (?, ?)", id, what)
	return err
}
