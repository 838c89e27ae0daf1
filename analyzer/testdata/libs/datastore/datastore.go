package datastore

import (
	"context"
	"time"

	"cloud.google.com/go/datastore"
)

type store struct{ client *datastore.Client }

type item struct{ Name string }

func (s *store) runs(ctx context.Context, key *datastore.Key, it *item) error {
	_, err := s.client.RunInTransaction(ctx, func(tx *datastore.Transaction) error {
		if err := tx.Get(key, it); err != nil {
			return err
		}
		time.Sleep(time.Second)                               // want:sleep-in-tx again
		if _, err := s.client.Put(ctx, key, it); err != nil { // want:pool-in-tx
			return err
		}
		_, err := tx.Put(key, it)
		return err
	})
	return err
}

func (s *store) right(ctx context.Context, key *datastore.Key, it *item) error {
	tx, err := s.client.NewTransaction(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Put(key, it); err != nil {
		return err
	}
	_, err = tx.Commit()
	return err
}

func (s *store) leaks(ctx context.Context, key *datastore.Key, it *item) error {
	tx, err := s.client.NewTransaction(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Put(key, it); err != nil {
		return err // want:missing-rollback
	}
	_, err = tx.Commit()
	return err
}
