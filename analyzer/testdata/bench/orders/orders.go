// Package orders is a service on top of the others: most of its functions hold
// a transaction, some well, some not.
package orders

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"net/http"
	"sync"
	"time"

	"example.com/bench/ledger"
	"example.com/bench/notify"
	"example.com/bench/payment"
	"example.com/bench/txrun"
)

// A Service takes orders.
type Service struct {
	db     *sql.DB
	pay    *payment.Client
	sender notify.Sender
	ledger *ledger.Ledger
	mu     sync.Mutex
	events chan string
}

// NewService wires the concrete types.
func NewService(db *sql.DB, c *http.Client) *Service {
	return &Service{
		db:     db,
		pay:    &payment.Client{HTTP: c, Retries: 3},
		sender: notify.Logged{Sender: notify.Mail{Addr: "localhost:25"}},
		ledger: &ledger.Ledger{DB: db},
		events: make(chan string),
	}
}

// An Order is what is bought.
type Order struct {
	ID    int64
	Card  string
	Mail  string
	Lines []Line
}

// A Line is one position of an order.
type Line struct {
	SKU   string
	Count int
	Cents int64
}

// Place charges inside the transaction.
func (s *Service) Place(ctx context.Context, o *Order) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.insert(ctx, tx, o); err != nil {
		return err
	}
	charge, err := s.pay.Charge(ctx, o.Card, total(o))
	if err != nil {
		return fmt.Errorf("charge: %w", err)
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET charge = ? WHERE id = ?", charge, o.ID); err != nil {
		_ = s.pay.Refund(ctx, charge)
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return s.sender.Send(ctx, o.Mail, "thank you")
}

// PlaceIn does the same through a runner, and tells while the transaction is open.
func (s *Service) PlaceIn(ctx context.Context, o *Order) error {
	return txrun.Retry(ctx, s.db, 3, func(tx *sql.Tx) error {
		if err := s.insert(ctx, tx, o); err != nil {
			return err
		}
		if err := s.ledger.Book(ctx, tx, o.Card, total(o)); err != nil {
			return err
		}
		return s.sender.Send(ctx, o.Mail, "thank you")
	})
}

// Count runs a method value.
func (s *Service) Count(ctx context.Context) (int, error) {
	return txrun.Value(ctx, s.db, s.count)
}

func (s *Service) count(tx *sql.Tx) (n int, err error) {
	err = tx.QueryRow("SELECT count(*) FROM orders").Scan(&n)
	return n, err
}

// Cancel ends by a helper and a named error.
func (s *Service) Cancel(ctx context.Context, id int64) (err error) {
	tx, err := txrun.Begin(ctx, s.db)
	if err != nil {
		return err
	}
	defer txrun.Finish(tx, &err)
	var charge string
	if err = tx.QueryRowContext(ctx, "SELECT charge FROM orders WHERE id = ?", id).Scan(&charge); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id); err != nil {
		return err
	}
	return s.pay.Refund(ctx, charge)
}

// Import has a transaction a turn, a flag, a select and a labelled loop.
func (s *Service) Import(ctx context.Context, batches <-chan []*Order) (n int, err error) {
next:
	for batch := range batches {
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return n, err
		}
		for i, o := range batch {
			switch {
			case o == nil:
				continue
			case len(o.Lines) == 0:
				txrun.Rollback(tx, func(err error) { log.Print(err) })
				continue next
			case i > 1000:
				return n, errors.New("batch too long") // left open
			}
			if err := s.insert(ctx, tx, o); err != nil {
				return n, errors.Join(err, tx.Rollback())
			}
			select {
			case s.events <- o.Mail:
			case <-ctx.Done():
				_ = tx.Rollback()
				return n, ctx.Err()
			}
		}
		if err := tx.Commit(); err != nil {
			return n, err
		}
		n += len(batch)
	}
	return n, nil
}

// Archive uses a unit, a mutex and a deferred commit.
func (s *Service) Archive(ctx context.Context, before time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := txrun.NewUnit(ctx, s.db)
	if err != nil {
		return err
	}
	defer u.Close()
	if _, err := u.Tx.ExecContext(ctx, "DELETE FROM orders WHERE placed < ?", before); err != nil {
		return err
	}
	return u.Commit()
}

// Touch ignores what it should look at.
func (s *Service) Touch(ctx context.Context, ids []int64) {
	tx, _ := s.db.BeginTx(ctx, nil)
	defer tx.Commit()
	for _, id := range ids {
		tx.ExecContext(ctx, "UPDATE orders SET seen = 1 WHERE id = ?", id)
		time.Sleep(time.Millisecond)
	}
}

// Sweep ends through function values, and goes on after the end.
func (s *Service) Sweep(ctx context.Context) error {
	tx, commit, rollback, err := txrun.Open(ctx, s.db)
	if err != nil {
		return err
	}
	defer rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		return err
	}
	if err := commit(); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM orphans")
	return err
}

// Tell sends to all inside the transaction, and starts what nobody waits for.
func (s *Service) Tell(ctx context.Context, text string) error {
	return txrun.Do(ctx, s.db, func(tx *sql.Tx) error {
		var names []string
		rows, err := tx.QueryContext(ctx, "SELECT mail FROM customers")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			names = append(names, name)
		}
		notify.Later(ctx, s.sender, "ops", text)
		return errors.Join(notify.All(ctx, s.sender, names, text)...)
	})
}

func (s *Service) insert(ctx context.Context, tx *sql.Tx, o *Order) error {
	res, err := tx.ExecContext(ctx, "INSERT INTO orders (mail) VALUES (?)", o.Mail)
	if err != nil {
		return err
	}
	if o.ID, err = res.LastInsertId(); err != nil {
		return err
	}
	stmt, err := tx.PrepareContext(ctx, "INSERT INTO lines (order_id, sku, n) VALUES (?, ?, ?)")
	if err != nil {
		return err
	}
	defer stmt.Close()
	for _, l := range o.Lines {
		if _, err := stmt.ExecContext(ctx, o.ID, l.SKU, l.Count); err != nil {
			return err
		}
	}
	return nil
}

func total(o *Order) (cents int64) {
	for _, l := range o.Lines {
		cents += int64(l.Count) * l.Cents
	}
	return cents
}
