// Package orders keeps the orders of the shop: what ../../shop does, with its
// transactions short and safe.
package orders

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/txlint/txlint/examples/shop-mended/payment"
	"github.com/txlint/txlint/examples/shop-mended/queue"
	"github.com/txlint/txlint/examples/shop-mended/receipt"
	"github.com/txlint/txlint/examples/shop-mended/stock"
)

// A Store places orders and tells others of them.
type Store struct {
	db        *sql.DB
	payment   *payment.Client
	mailer    *receipt.Mailer
	warehouse *stock.Warehouse
	queue     *queue.Queue
}

// New returns a store on a database with its tables made.
func New(ctx context.Context, db *sql.DB, p *payment.Client, m *receipt.Mailer, w *stock.Warehouse, q *queue.Queue) (*Store, error) {
	_, err := db.ExecContext(ctx, `
		CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, mail TEXT, cents INTEGER, state TEXT);
		CREATE TABLE IF NOT EXISTS lines (id INTEGER, sku TEXT, pieces INTEGER);
		CREATE TABLE IF NOT EXISTS audit (id INTEGER, what TEXT);
		CREATE TABLE outbox (n INTEGER PRIMARY KEY, event TEXT);`)
	if err != nil {
		return nil, err
	}
	return &Store{db, p, m, w, q}, nil
}

// inTx runs fn in a transaction.
func (s *Store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
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

func audit(ctx context.Context, tx *sql.Tx, id int64, what string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO audit VALUES (?, ?)", id, what)
	return err
}

// State returns the state of an order.
func (s *Store) State(ctx context.Context, id int64) (state string, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT state FROM orders WHERE id = ?", id).Scan(&state)
	return state, err
}
