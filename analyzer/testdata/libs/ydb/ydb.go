package ydb

import (
	"context"
	"time"

	"github.com/ydb-platform/ydb-go-sdk/v3/query"
)

func runs(ctx context.Context, c query.Client) error {
	err := c.DoTx(ctx, func(ctx context.Context, tx query.TxActor) error {
		time.Sleep(time.Second) // want:sleep-in-tx again
		return tx.Exec(ctx, `DELETE FROM items`)
	})
	time.Sleep(time.Second)
	return err
}

func right(ctx context.Context, s query.Session) error {
	tx, err := s.Begin(ctx, nil)
	if err != nil {
		return err
	}
	if err := tx.Exec(ctx, `DELETE FROM items`); err != nil {
		_ = tx.Rollback(ctx)
		return err
	}
	return tx.CommitTx(ctx)
}

func leaks(ctx context.Context, s query.Session) error {
	tx, err := s.Begin(ctx, nil)
	if err != nil {
		return err
	}
	if err := tx.Exec(ctx, `DELETE FROM items`); err != nil {
		return err // want:missing-rollback
	}
	return tx.CommitTx(ctx)
}
