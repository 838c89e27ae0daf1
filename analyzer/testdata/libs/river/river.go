// Package river has jobs that are rows of the transaction.
package river

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/vgarvardt/gue/v5"
	"github.com/vgarvardt/gue/v5/adapter/pgxv5"
)

type args struct{}

func (args) Kind() string { return "sort" }

type store struct {
	pool  *pgxpool.Pool
	river *river.Client[pgx.Tx]
	gue   *gue.Client
}

func (s *store) right(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := s.river.InsertTx(ctx, tx, args{}, nil); err != nil {
		return err
	}
	if err := s.gue.EnqueueTx(ctx, &gue.Job{}, pgxv5.NewTx(tx)); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	_, err = s.river.Insert(ctx, args{}, nil)
	return err
}

func (s *store) wrong(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := s.river.Insert(ctx, args{}, nil); err != nil { // want:publish-in-tx
		return err
	}
	if err := s.gue.Enqueue(ctx, &gue.Job{}); err != nil { // want:publish-in-tx
		return err
	}
	s.river.InsertTx(ctx, tx, args{}, nil) // want:swallowed-error
	time.Sleep(time.Second)                // want:sleep-in-tx
	return tx.Commit(ctx)
}
