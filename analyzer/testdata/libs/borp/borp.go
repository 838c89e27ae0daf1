package borp

import (
	"context"
	"fmt"
	"time"

	"github.com/letsencrypt/borp"
)

type item struct{ ID int64 }

type store struct{ db *borp.DbMap }

// withTx is a runner with results, as boulder has one.
func withTx(ctx context.Context, db *borp.DbMap, f func(tx *borp.Transaction) (any, error)) (any, error) {
	tx, err := db.BeginTx(ctx)
	if err != nil {
		return nil, err
	}
	res, err := f(tx)
	if err != nil {
		return nil, rollback(tx, err)
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	return res, nil
}

func rollback(tx *borp.Transaction, err error) error {
	if rerr := tx.Rollback(); rerr != nil {
		return fmt.Errorf("%w: %v", err, rerr)
	}
	return err
}

func (s *store) right(ctx context.Context, it *item) error {
	_, err := withTx(ctx, s.db, func(tx *borp.Transaction) (any, error) {
		if err := tx.Insert(ctx, it); err != nil {
			return nil, err
		}
		return tx.Select(ctx, &[]item{}, `SELECT * FROM items`)
	})
	time.Sleep(time.Second)
	return err
}

func (s *store) wrong(ctx context.Context, it *item) error {
	_, err := withTx(ctx, s.db, func(tx *borp.Transaction) (any, error) {
		if err := s.db.Insert(ctx, it); err != nil { // want:pool-in-tx
			return nil, err
		}
		time.Sleep(time.Second) // want:sleep-in-tx
		return nil, tx.Insert(ctx, it)
	})
	return err
}

func (s *store) leaks(ctx context.Context, it *item) error {
	tx, err := s.db.BeginTx(ctx)
	if err != nil {
		return err
	}
	if err := tx.Insert(ctx, it); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}
