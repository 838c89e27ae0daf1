// Package trmpgx has transactions that the context carries, on pgx.
package trmpgx

import (
	"context"
	"time"

	trmpgx "github.com/avito-tech/go-transaction-manager/drivers/pgxv5/v2"
	"github.com/avito-tech/go-transaction-manager/trm/v2"
	"github.com/avito-tech/go-transaction-manager/trm/v2/manager"
	"github.com/avito-tech/go-transaction-manager/trm/v2/settings"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type repo struct {
	pool   *pgxpool.Pool
	getter *trmpgx.CtxGetter
}

// The getter takes the transaction from the context, and the pool without one.
func (r *repo) save(ctx context.Context, name string) error {
	_, err := r.getter.DefaultTrOrDB(ctx, r.pool).Exec(ctx, `INSERT INTO items VALUES ($1)`, name)
	return err
}

// leak has a pool of its own: whether it is the manager's, nobody can tell.
func (r *repo) leak(ctx context.Context, name string) error {
	_, err := r.pool.Exec(ctx, `INSERT INTO items VALUES ($1)`, name)
	return err
}

type service struct {
	manager trm.Manager
	repo    *repo
}

func newService(pool *pgxpool.Pool) *service {
	return &service{
		manager: manager.Must(trmpgx.NewDefaultFactory(pool)),
		repo:    &repo{pool, trmpgx.DefaultCtxGetter},
	}
}

func (s *service) right(ctx context.Context) error {
	err := s.manager.Do(ctx, func(ctx context.Context) error {
		if err := s.repo.save(ctx, "a"); err != nil {
			return err
		}
		return s.repo.save(ctx, "b")
	})
	time.Sleep(time.Second)
	return err
}

func (s *service) wrong(ctx context.Context) error {
	return s.manager.DoWithSettings(ctx, settings.Must(), func(ctx context.Context) error {
		if err := s.repo.save(ctx, "a"); err != nil {
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx
		return s.repo.save(ctx, "b")
	})
}

// A transaction inside is that transaction, or a savepoint of it.
func (s *service) nested(ctx context.Context) error {
	return s.manager.Do(ctx, func(ctx context.Context) error {
		if err := s.repo.save(ctx, "a"); err != nil {
			return err
		}
		return s.manager.Do(ctx, func(ctx context.Context) error {
			return s.repo.save(ctx, "b")
		})
	})
}

// The statement that fails has to be seen.
func (s *service) swallows(ctx context.Context) error {
	return s.manager.Do(ctx, func(ctx context.Context) error {
		s.repo.save(ctx, "a")
		return s.repo.save(ctx, "b")
	})
}

// What opens for the manager is an opener for others as well.
func opens(ctx context.Context, pool *pgxpool.Pool) error {
	ctx, tx, err := trmpgx.NewTransaction(ctx, pgx.TxOptions{}, pool)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Transaction().(pgx.Tx).Exec(ctx, `DELETE FROM items`); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func leaks(ctx context.Context, pool *pgxpool.Pool, fail func() error) error {
	ctx, tx, err := trmpgx.NewTransaction(ctx, pgx.TxOptions{}, pool)
	if err != nil {
		return err
	}
	if err := fail(); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit(ctx)
}

// The context is handed to goroutines for other reasons than its transaction.
func (s *service) watches(ctx context.Context, done func(context.Context)) error {
	return s.manager.Do(ctx, func(ctx context.Context) error {
		go done(context.WithoutCancel(ctx))
		go func() { <-ctx.Done() }()
		return s.repo.save(ctx, "a")
	})
}

func (s *service) dropped(ctx context.Context) error {
	return s.manager.Do(ctx, func(ctx context.Context) error {
		s.repo.getter.DefaultTrOrDB(ctx, s.repo.pool).Exec(ctx, `DELETE FROM items`) // want:swallowed-error
		return s.repo.save(ctx, "b")
	})
}
