// Package ctxrunner has runners whose transaction travels in the context.
package ctxrunner

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
)

type key struct{}

// Manager runs functions inside transactions.
type Manager struct{ db *sql.DB }

// Do joins the transaction of the context, or opens one.
func (m *Manager) Do(ctx context.Context, fn func(ctx context.Context) error) error {
	if _, ok := ctx.Value(key{}).(*sql.Tx); ok {
		return fn(ctx)
	}
	tx, err := m.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := fn(context.WithValue(ctx, key{}, tx)); err != nil {
		return err
	}
	return tx.Commit()
}

func exec(ctx context.Context, query string) error {
	tx, ok := ctx.Value(key{}).(*sql.Tx)
	if !ok {
		return errors.New("no transaction")
	}
	_, err := tx.ExecContext(ctx, query)
	return err
}

func ping(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://example.com", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

type service struct {
	tx     *Manager
	orders *repository
}

type repository struct{}

func (r *repository) insert(ctx context.Context) error {
	return exec(ctx, "INSERT INTO orders VALUES (1)")
}

func (r *repository) insertAndTell(ctx context.Context) error {
	if err := r.insert(ctx); err != nil {
		return err
	}
	return ping(ctx)
}

// A literal: directly, and through a repository that is not handed the transaction.
func (s *service) literal(ctx context.Context) error {
	return s.tx.Do(ctx, func(ctx context.Context) error {
		if err := s.orders.insert(ctx); err != nil {
			return err
		}
		if err := ping(ctx); err != nil { // want:http-in-tx
			return err
		}
		return s.orders.insertAndTell(ctx) // want:http-in-tx
	})
}

// The same without an effect, which comes after.
func (s *service) mended(ctx context.Context) error {
	err := s.tx.Do(ctx, func(ctx context.Context) error {
		return s.orders.insert(ctx)
	})
	if err != nil {
		return err
	}
	return ping(ctx)
}

// A named function as the callback: its body is a region.
func (s *service) named(ctx context.Context) error { return s.tx.Do(ctx, work) }

func work(ctx context.Context) error {
	if err := exec(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return ping(ctx) // want:http-in-tx
}

// A local variable as the callback.
func (s *service) variable(ctx context.Context) error {
	fn := func(ctx context.Context) error {
		if err := ping(ctx); err != nil { // want:http-in-tx
			return err
		}
		return s.orders.insert(ctx)
	}
	return s.tx.Do(ctx, fn)
}

// A method value as the callback.
func (s *service) method(ctx context.Context) error { return s.tx.Do(ctx, s.both) }

func (s *service) both(ctx context.Context) error {
	if err := s.orders.insert(ctx); err != nil {
		return err
	}
	return ping(ctx) // want:http-in-tx
}

// A callback that another function builds.
func (s *service) built(ctx context.Context) error { return s.tx.Do(ctx, s.build("x")) }

func (s *service) build(name string) func(context.Context) error {
	return func(ctx context.Context) error {
		if name == "" {
			return errors.New("no name")
		}
		return ping(ctx) // want:http-in-tx
	}
}

// A wrapper of the callback.
func (s *service) wrapped(ctx context.Context) error {
	return s.tx.Do(ctx, logged(func(ctx context.Context) error {
		return s.orders.insert(ctx)
	}))
}

func logged(fn func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		err := fn(ctx)
		println(err)
		return err
	}
}

// A call inside a callback joins the transaction that is open.
func (s *service) joined(ctx context.Context) error {
	return s.tx.Do(ctx, func(ctx context.Context) error {
		return s.tx.Do(ctx, func(ctx context.Context) error {
			if err := s.orders.insert(ctx); err != nil {
				return err
			}
			return ping(ctx) // want:http-in-tx
		})
	})
}

// Functions that look like the runner: they take the same callback and open nothing.
func (s *service) withTimeout(ctx context.Context, fn func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return fn(ctx)
}

func (s *service) timed(ctx context.Context) error {
	return s.withTimeout(ctx, func(ctx context.Context) error { return ping(ctx) })
}

// The transaction inside such a callback.
func (s *service) timedTx(ctx context.Context) error {
	return s.withTimeout(ctx, func(ctx context.Context) error {
		if err := ping(ctx); err != nil {
			return err
		}
		if err := s.tx.Do(ctx, s.orders.insert); err != nil {
			return err
		}
		return ping(ctx)
	})
}

// The result of an effect is captured by the callback.
func (s *service) captured(ctx context.Context) error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	if err := resp.Body.Close(); err != nil {
		return err
	}
	return s.tx.Do(ctx, func(ctx context.Context) error {
		if resp.StatusCode != http.StatusOK {
			return errors.New(resp.Status)
		}
		return s.orders.insert(ctx)
	})
}
