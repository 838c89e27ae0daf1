// Package handed is handed a transaction by an interface of another package.
package handed

import (
	"context"
	"net/http"

	"follow/nohandles/store"
)

func wrong(ctx context.Context, tx store.Tx, name string) error {
	if err := tx.Add(ctx, name); err != nil {
		return err
	}
	resp, err := http.Get("https://example.com") // want:http-in-tx
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A querier may be a pool.
func either(ctx context.Context, q store.Querier, name string) error {
	if err := q.Add(ctx, name); err != nil {
		return err
	}
	resp, err := http.Get("https://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
