package bob

import (
	"context"
	"time"

	"github.com/stephenafamo/bob"
)

type store struct{ db bob.DB }

func (s *store) right(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := tx.ExecContext(ctx, `DELETE FROM items`); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return nil
}

func (s *store) wrong(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, `DELETE FROM items`); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit(ctx)
}

func (s *store) runs(ctx context.Context) error {
	return s.db.RunInTx(ctx, nil, func(ctx context.Context, tx bob.Executor) error {
		time.Sleep(time.Second) // want:sleep-in-tx
		_, err := tx.ExecContext(ctx, `DELETE FROM items`)
		return err
	})
}
