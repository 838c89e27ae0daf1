package app

import (
	"context"
	"database/sql"
	"time"

	"libs/sqlc/db"
)

type store struct {
	*db.Queries
	pool *sql.DB
}

func newStore(pool *sql.DB) *store {
	return &store{pool: pool, Queries: db.New(pool)}
}

func (s *store) right(ctx context.Context) error {
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	q := s.WithTx(tx)
	if err := q.CreateAccount(ctx, "a"); err != nil {
		return err
	}
	if _, err := q.GetAccount(ctx, 1); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return s.CreateAccount(ctx, "b")
}

// The receiver of WithTx is the pool.
func (s *store) wrong(ctx context.Context) error {
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	q := s.WithTx(tx)
	if err := q.CreateAccount(ctx, "a"); err != nil {
		return err
	}
	if err := s.CreateAccount(ctx, "b"); err != nil { // want:pool-in-tx
		return err
	}
	if err := s.Queries.CreateAccount(ctx, "b"); err != nil { // want:pool-in-tx
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}

// execTx is the runner of every second project that uses sqlc.
func (s *store) execTx(ctx context.Context, fn func(*db.Queries) error) error {
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	q := db.New(tx)
	if err := fn(q); err != nil {
		if rbErr := tx.Rollback(); rbErr != nil {
			return rbErr
		}
		return err
	}
	return tx.Commit()
}

func (s *store) transfer(ctx context.Context) error {
	return s.execTx(ctx, func(q *db.Queries) error {
		if err := q.CreateAccount(ctx, "a"); err != nil {
			return err
		}
		time.Sleep(time.Second)          // want:sleep-in-tx
		return s.CreateAccount(ctx, "b") // want:pool-in-tx
	})
}

func (s *store) transferRight(ctx context.Context) error {
	err := s.execTx(ctx, func(q *db.Queries) error {
		if err := q.CreateAccount(ctx, "a"); err != nil {
			return err
		}
		return q.CreateAccount(ctx, "b")
	})
	time.Sleep(time.Second)
	return err
}

func (s *store) swallows(ctx context.Context) error {
	return s.execTx(ctx, func(q *db.Queries) error {
		q.CreateAccount(ctx, "a") // want:swallowed-error
		return nil
	})
}

func (s *store) leaks(ctx context.Context) error {
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := s.WithTx(tx).CreateAccount(ctx, "a"); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// A Querier may be the pool or the transaction.
func creates(ctx context.Context, q db.Querier) error {
	time.Sleep(time.Second)
	return q.CreateAccount(ctx, "a")
}

func (s *store) createsInside(ctx context.Context) error {
	return s.execTx(ctx, func(q *db.Queries) error {
		return creates(ctx, q) // want:sleep-in-tx
	})
}
