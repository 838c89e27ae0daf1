package rel

import (
	"context"
	"net/http"

	"github.com/go-rel/rel"
)

type store struct{ repo rel.Repository }

func (s *store) right(ctx context.Context) error {
	return s.repo.Transaction(ctx, func(ctx context.Context) error {
		if err := s.repo.Delete(ctx, 1); err != nil {
			return err
		}
		return s.repo.Insert(ctx, 2)
	})
}

func (s *store) wrong(ctx context.Context) error {
	return s.repo.Transaction(ctx, func(ctx context.Context) error {
		s.repo.Insert(ctx, 2)                        // want:swallowed-error
		resp, err := http.Get("https://example.com") // want:http-in-tx
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
}
