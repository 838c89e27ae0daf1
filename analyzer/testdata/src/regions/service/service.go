// Package service is an order service as teams write it after they learned: everything in it is right.
package service

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/smtp"
	"os"
	"sync"
	"time"
)

// Mailer tells customers.
type Mailer interface {
	Send(ctx context.Context, to, body string) error
}

type smtpMailer struct{ addr string }

func (m smtpMailer) Send(ctx context.Context, to, body string) error {
	return smtp.SendMail(m.addr, nil, "shop@example.com", []string{to}, []byte(body))
}

// Payments charges.
type Payments interface {
	Charge(ctx context.Context, key string, cents int64) (string, error)
}

type remotePayments struct {
	base   string
	client *http.Client
}

func (p *remotePayments) Charge(ctx context.Context, key string, cents int64) (string, error) {
	body, err := json.Marshal(map[string]any{"key": key, "cents": cents})
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.base, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	resp, err := p.client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var out struct{ ID string }
	return out.ID, json.NewDecoder(resp.Body).Decode(&out)
}

// Service places orders.
type Service struct {
	db       *sql.DB
	mailer   Mailer
	payments Payments
	log      *slog.Logger
	mu       sync.Mutex
	prices   map[string]int64
}

// New wires the service.
func New(db *sql.DB) *Service {
	return &Service{
		db:       db,
		mailer:   smtpMailer{os.Getenv("SMTP")},
		payments: &remotePayments{os.Getenv("PAYMENTS"), http.DefaultClient},
		log:      slog.Default(),
		prices:   map[string]int64{},
	}
}

// Order is one.
type Order struct {
	ID    int64
	Item  string
	Email string
	Cents int64
}

func (s *Service) inTx(ctx context.Context, fn func(tx *sql.Tx) error) (err error) {
	start := time.Now()
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() {
		if rollbackErr := tx.Rollback(); rollbackErr != nil && !errors.Is(rollbackErr, sql.ErrTxDone) {
			s.log.ErrorContext(ctx, "rollback", "err", rollbackErr)
		}
		s.log.DebugContext(ctx, "tx", "took", time.Since(start))
	}()
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (s *Service) price(item string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.prices[item]
}

// Place stores, charges, stores again, and then tells.
func (s *Service) Place(ctx context.Context, o *Order) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		o.Cents = s.price(o.Item)
		row := tx.QueryRowContext(ctx, "INSERT INTO orders (item, cents) VALUES ($1, $2) RETURNING id", o.Item, o.Cents)
		if err := row.Scan(&o.ID); err != nil {
			return fmt.Errorf("insert: %w", err)
		}
		return s.enqueue(ctx, tx, "order.placed", o)
	})
	if err != nil {
		return err
	}
	payment, err := s.payments.Charge(ctx, fmt.Sprint("order-", o.ID), o.Cents)
	if err != nil {
		return s.fail(ctx, o, err)
	}
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE orders SET payment = $1 WHERE id = $2", payment, o.ID)
		return err
	})
	if err != nil {
		return err
	}
	if err := s.mailer.Send(ctx, o.Email, fmt.Sprintf("order %d", o.ID)); err != nil {
		s.log.WarnContext(ctx, "mail", "err", err)
	}
	return nil
}

func (s *Service) fail(ctx context.Context, o *Order, cause error) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE orders SET state = 'failed' WHERE id = $1", o.ID)
		return err
	})
	return errors.Join(cause, err, s.mailer.Send(ctx, "support@example.com", cause.Error()))
}

// enqueue writes an outbox row.
func (s *Service) enqueue(ctx context.Context, tx *sql.Tx, topic string, v any) error {
	var payload bytes.Buffer
	if err := json.NewEncoder(&payload).Encode(v); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO outbox (topic, payload) VALUES ($1, $2)", topic, payload.Bytes())
	return err
}

// Relay sends what the outbox has, one short transaction to take and one to remove.
func (s *Service) Relay(ctx context.Context, send func(ctx context.Context, topic string, payload []byte) error) error {
	for ctx.Err() == nil {
		id, topic, payload, err := s.take(ctx)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			time.Sleep(time.Second)
			continue
		case err != nil:
			return err
		}
		if err := send(ctx, topic, payload); err != nil {
			s.log.WarnContext(ctx, "send", "err", err)
			continue
		}
		if err := s.inTx(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "DELETE FROM outbox WHERE id = $1", id)
			return err
		}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (s *Service) take(ctx context.Context) (id int64, topic string, payload []byte, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		row := tx.QueryRowContext(ctx, "UPDATE outbox SET taken = now() WHERE taken IS NULL RETURNING id, topic, payload")
		return row.Scan(&id, &topic, &payload)
	})
	return id, topic, payload, err
}

// Export reads inside and writes the file after.
func (s *Service) Export(ctx context.Context, path string) error {
	var all []Order
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT id, item, cents FROM orders")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var o Order
			if err := rows.Scan(&o.ID, &o.Item, &o.Cents); err != nil {
				return err
			}
			all = append(all, o)
		}
		return rows.Err()
	})
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := json.NewEncoder(f).Encode(all); err != nil {
		return err
	}
	return f.Sync()
}

// ServeHTTP decodes, places, answers.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var o Order
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&o); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if err := s.Place(r.Context(), &o); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusCreated)
	if err := json.NewEncoder(w).Encode(o); err != nil {
		s.log.WarnContext(r.Context(), "answer", "err", err)
	}
}
