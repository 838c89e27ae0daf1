package ksql

import (
	"context"
	"net/http"

	"github.com/vingarcia/ksql"
)

var items = ksql.NewTable("items")

type store struct{ db ksql.Provider }

func (s *store) right(ctx context.Context) error {
	return s.db.Transaction(ctx, func(tx ksql.Provider) error {
		if _, err := tx.Exec(ctx, "DELETE FROM old"); err != nil {
			return err
		}
		return tx.Insert(ctx, items, 1)
	})
}

func (s *store) wrong(ctx context.Context) error {
	return s.db.Transaction(ctx, func(tx ksql.Provider) error {
		if err := s.db.Insert(ctx, items, 1); err != nil { // want:pool-in-tx
			return err
		}
		tx.Insert(ctx, items, 2)                     // want:swallowed-error
		resp, err := http.Get("https://example.com") // want:http-in-tx
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
}
