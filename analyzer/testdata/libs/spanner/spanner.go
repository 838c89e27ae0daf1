package spanner

import (
	"context"
	"time"

	"cloud.google.com/go/spanner"
)

type store struct{ client *spanner.Client }

func (s *store) runs(ctx context.Context) error {
	_, err := s.client.ReadWriteTransaction(ctx, func(ctx context.Context, tx *spanner.ReadWriteTransaction) error {
		row, err := tx.ReadRow(ctx, "items", spanner.Key{1}, []string{"id"})
		if err != nil {
			return err
		}
		_ = row
		time.Sleep(time.Second)                             // want:sleep-in-tx again
		if _, err := s.client.Apply(ctx, nil); err != nil { // want:pool-in-tx
			return err
		}
		return tx.BufferWrite(nil)
	})
	time.Sleep(time.Second)
	return err
}

func (s *store) right(ctx context.Context) error {
	_, err := s.client.ReadWriteTransaction(ctx, func(ctx context.Context, tx *spanner.ReadWriteTransaction) error {
		return tx.Query(ctx, spanner.Statement{SQL: "SELECT 1"}).Do(func(r *spanner.Row) error { return nil })
	})
	return err
}

func (s *store) reads(ctx context.Context) error {
	ro := s.client.ReadOnlyTransaction()
	defer ro.Close()
	time.Sleep(time.Second) // want:sleep-in-tx
	_, err := ro.ReadRow(ctx, "items", spanner.Key{1}, []string{"id"})
	return err
}

// A single read needs no end.
func (s *store) single(ctx context.Context) error {
	_, err := s.client.Single().ReadRow(ctx, "items", spanner.Key{1}, []string{"id"})
	return err
}

func (s *store) leaks(ctx context.Context) error {
	tx, err := spanner.NewReadWriteStmtBasedTransaction(ctx, s.client)
	if err != nil {
		return err
	}
	if err := tx.BufferWrite(nil); err != nil {
		return err // want:missing-rollback
	}
	_, err = tx.Commit(ctx)
	return err
}

// estimate reads twice, each time by itself: nothing is open between.
func (s *store) estimate(ctx context.Context) error {
	rows := s.client.Single().Query(ctx, spanner.Statement{SQL: "SELECT 1"})
	defer rows.Stop()
	time.Sleep(time.Second)
	if err := rows.Do(func(*spanner.Row) error { return nil }); err != nil {
		return err
	}
	_, err := s.client.Single().WithTimestampBound(spanner.StrongRead()).ReadRow(ctx, "items", spanner.Key{1}, []string{"id"})
	return err
}

// snapshot hands the transaction on.
func (s *store) snapshot() *spanner.ReadOnlyTransaction {
	return s.client.ReadOnlyTransaction().WithTimestampBound(spanner.StrongRead())
}
