package app

import (
	"context"
	"fmt"
	"time"

	"libs/ent/ent"
)

type store struct{ client *ent.Client }

func (s *store) right(ctx context.Context) error {
	tx, err := s.client.Tx(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.User.Create().SetName("a").Save(ctx); err != nil {
		return rollback(tx, err)
	}
	if err := tx.User.UpdateOneID(1).SetName("b").Exec(ctx); err != nil {
		return rollback(tx, err)
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	_, err = s.client.User.Query().Limit(1).All(ctx)
	return err
}

// rollback is the helper of ent's documentation.
func rollback(tx *ent.Tx, err error) error {
	if rerr := tx.Rollback(); rerr != nil {
		err = fmt.Errorf("%w: %v", err, rerr)
	}
	return err
}

func (s *store) wrong(ctx context.Context) error {
	tx, err := s.client.Tx(ctx)
	if err != nil {
		return err
	}
	if _, err := s.client.User.Query().Limit(1).All(ctx); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	if _, err := s.client.User.Get(ctx, 1); err != nil { // want:pool-in-tx
		return rollback(tx, err)
	}
	tx.User.UpdateOneID(1).SetName("b").Exec(ctx) // want:swallowed-error
	time.Sleep(time.Second)                       // want:sleep-in-tx
	return tx.Commit()
}

// withTx is the runner of ent's documentation.
func withTx(ctx context.Context, client *ent.Client, fn func(tx *ent.Tx) error) error {
	tx, err := client.Tx(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if v := recover(); v != nil {
			tx.Rollback()
			panic(v)
		}
	}()
	if err := fn(tx); err != nil {
		if rerr := tx.Rollback(); rerr != nil {
			err = fmt.Errorf("%w: rolling back transaction: %v", err, rerr)
		}
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("committing transaction: %w", err)
	}
	return nil
}

func (s *store) runs(ctx context.Context) error {
	return withTx(ctx, s.client, func(tx *ent.Tx) error {
		if _, err := s.client.User.Create().SetName("a").Save(ctx); err != nil { // want:pool-in-tx
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx
		return create(ctx, tx.Client())
	})
}

func (s *store) runsRight(ctx context.Context) error {
	err := withTx(ctx, s.client, func(tx *ent.Tx) error {
		return create(ctx, tx.Client())
	})
	time.Sleep(time.Second)
	return err
}

// A client is the pool, or one that is bound to a transaction.
func create(ctx context.Context, client *ent.Client) error {
	_, err := client.User.Create().SetName("a").Save(ctx)
	return err
}

func pause(ctx context.Context, client *ent.Client) error {
	time.Sleep(time.Second)
	return client.User.UpdateOneID(1).Exec(ctx)
}

func (s *store) pausesInside(ctx context.Context) error {
	return withTx(ctx, s.client, func(tx *ent.Tx) error {
		return pause(ctx, tx.Client()) // want:sleep-in-tx
	})
}

// A hook on the commit is registered here and called by it: what comes after
// next.Commit runs when the transaction has ended.
func (s *store) registers(ctx context.Context) error {
	tx, err := s.client.Tx(ctx)
	if err != nil {
		return err
	}
	tx.OnCommit(func(next ent.Committer) ent.Committer {
		return ent.CommitFunc(func(ctx context.Context, tx *ent.Tx) error {
			if err := next.Commit(ctx, tx); err != nil {
				return err
			}
			time.Sleep(time.Second)
			return nil
		})
	})
	if _, err := tx.User.Create().Save(ctx); err != nil {
		return rollback(tx, err)
	}
	return tx.Commit()
}

func handed(ctx context.Context, tx *ent.Tx) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.User.UpdateOneID(1).Exec(ctx)
}

func (s *store) nested(ctx context.Context) error {
	return withTx(ctx, s.client, func(tx *ent.Tx) error {
		return withTx(ctx, s.client, func(other *ent.Tx) error { // want:nested-begin
			return create(ctx, other.Client())
		})
	})
}
