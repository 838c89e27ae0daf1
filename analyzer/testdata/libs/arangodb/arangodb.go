package arangodb

import (
	"context"
	"time"

	"github.com/arangodb/go-driver/v2/arangodb"
)

type item struct{ Name string }

type store struct {
	db    arangodb.Database
	items arangodb.Collection
	cols  arangodb.TransactionCollections
}

func (s *store) right(ctx context.Context, it item) error {
	tx, err := s.db.BeginTransaction(ctx, s.cols, nil)
	if err != nil {
		return err
	}
	defer tx.Abort(ctx, nil)
	items, err := tx.GetCollection(ctx, "items", nil)
	if err != nil {
		return err
	}
	if _, err := items.CreateDocument(ctx, it); err != nil {
		return err
	}
	if _, err := tx.Query(ctx, `FOR i IN items RETURN i`, nil); err != nil {
		return err
	}
	if err := tx.Commit(ctx, nil); err != nil {
		return err
	}
	time.Sleep(time.Second)
	_, err = s.db.Query(ctx, `FOR i IN items RETURN i`, nil)
	return err
}

func (s *store) wrong(ctx context.Context, it item) error {
	tx, err := s.db.BeginTransaction(ctx, s.cols, nil)
	if err != nil {
		return err
	}
	if _, err := s.db.Query(ctx, `FOR i IN items RETURN i`, nil); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	items, err := tx.GetCollection(ctx, "items", nil)
	if err != nil {
		tx.Abort(ctx, nil)
		return err
	}
	items.CreateDocument(ctx, it) // want:swallowed-error
	time.Sleep(time.Second)       // want:sleep-in-tx
	return tx.Commit(ctx, nil)
}

func (s *store) runs(ctx context.Context, it item) error {
	return s.db.WithTransaction(ctx, s.cols, nil, nil, nil, func(ctx context.Context, tx arangodb.Transaction) error {
		time.Sleep(time.Second) // want:sleep-in-tx
		items, err := tx.GetCollection(ctx, "items", nil)
		if err != nil {
			return err
		}
		if _, err := items.CreateDocument(ctx, it); err != nil {
			return err
		}
		outside, err := s.db.GetCollection(ctx, "items", nil) // want:pool-in-tx
		if err != nil {
			return err
		}
		_, err = outside.CreateDocument(ctx, it) // want:pool-in-tx
		return err
	})
}

func (s *store) nested(ctx context.Context) error {
	return s.db.WithTransaction(ctx, s.cols, nil, nil, nil, func(ctx context.Context, tx arangodb.Transaction) error {
		inner, err := s.db.BeginTransaction(ctx, s.cols, nil) // want:nested-begin
		if err != nil {
			return err
		}
		return inner.Commit(ctx, nil)
	})
}
