// Package runs hands callbacks to a runner that is behind an interface.
package runs

import (
	"context"
	"net/http"

	"follow/nohandles/store"
)

type service struct{ store store.Store }

func ping() error {
	resp, err := http.Get("https://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (s *service) wrong(ctx context.Context, name string) error {
	return s.store.InTx(ctx, func(q store.Querier) error {
		if err := q.Add(ctx, name); err != nil {
			return err
		}
		return ping() // want:http-in-tx
	})
}

func (s *service) after(ctx context.Context, name string) error {
	err := s.store.InTx(ctx, func(q store.Querier) error { return q.Add(ctx, name) })
	if err != nil {
		return err
	}
	return ping()
}
