package firestore

import (
	"context"
	"time"

	"cloud.google.com/go/firestore"
)

type store struct{ client *firestore.Client }

func (s *store) right(ctx context.Context) error {
	ref := s.client.Collection("items").Doc("1")
	return s.client.RunTransaction(ctx, func(ctx context.Context, tx *firestore.Transaction) error {
		if _, err := tx.Get(ref); err != nil {
			return err
		}
		return tx.Set(ref, map[string]any{"a": 1})
	})
}

func (s *store) wrong(ctx context.Context) error {
	ref := s.client.Collection("items").Doc("1")
	return s.client.RunTransaction(ctx, func(ctx context.Context, tx *firestore.Transaction) error {
		if _, err := ref.Get(ctx); err != nil { // want:pool-in-tx
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx again
		tx.Set(ref, nil)        // want:swallowed-error
		return nil
	})
}
