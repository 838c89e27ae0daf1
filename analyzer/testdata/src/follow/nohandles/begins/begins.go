// Package begins opens a transaction behind an interface.
package begins

import (
	"context"
	"net/http"

	"follow/nohandles/store"
)

type service struct{ store store.Store }

func (s *service) wrong(ctx context.Context, name string) error {
	tx, err := s.store.Begin(ctx)
	if err != nil {
		return err
	}
	if err := tx.Add(ctx, name); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func (s *service) sends(ctx context.Context, name string) error {
	tx, err := s.store.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	resp, err := http.Get("https://example.com") // want:http-in-tx
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := tx.Add(ctx, name); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *service) right(ctx context.Context, name string) error {
	tx, err := s.store.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Add(ctx, name); err != nil {
		return err
	}
	return tx.Commit()
}
