// Package decorated has decorators that forward the effect through the same interface.
package decorated

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Gateway charges.
type Gateway interface {
	Charge(ctx context.Context, cents int64) error
}

type remote struct{ base string }

func (r *remote) Charge(ctx context.Context, cents int64) error {
	resp, err := http.Post(r.base, "text/plain", nil)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Logging and metrics around it.
type logged struct{ next Gateway }

func (l logged) Charge(ctx context.Context, cents int64) error {
	start := time.Now()
	err := l.next.Charge(ctx, cents)
	slog.InfoContext(ctx, "charge", "took", time.Since(start), "err", err)
	return err
}

type counted struct {
	Gateway
	mu sync.Mutex
	n  int
}

func (c *counted) Charge(ctx context.Context, cents int64) error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.Gateway.Charge(ctx, cents)
}

type service struct{ gateway Gateway }

func newService() *service {
	return &service{gateway: logged{&counted{Gateway: &remote{}}}}
}

// Through the interface, through the outermost decorator as a concrete type, through the innermost type.
func (s *service) pay(ctx context.Context, tx *sql.Tx, l logged, r *remote) error {
	if err := s.gateway.Charge(ctx, 1); err != nil { // want:http-in-tx
		return err
	}
	if err := l.Charge(ctx, 1); err != nil { // want:http-in-tx
		return err
	}
	if err := r.Charge(ctx, 1); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET paid = 1")
	return err
}

// Store is decorated as well, and all that stands behind it are statements.
type Store interface {
	Save(ctx context.Context, tx *sql.Tx) error
}

type rows struct{}

func (rows) Save(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}

type loggedStore struct{ next Store }

func (l loggedStore) Save(ctx context.Context, tx *sql.Tx) error {
	slog.InfoContext(ctx, "save")
	return l.next.Save(ctx, tx)
}

func (s *service) place(ctx context.Context, db *sql.DB, store Store) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := store.Save(ctx, tx); err != nil {
		return err
	}
	if err := (loggedStore{rows{}}).Save(ctx, tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return s.gateway.Charge(ctx, 1)
}
