package transactor

import (
	"context"
	"net/http"

	"github.com/Thiht/transactor"
)

func runs(ctx context.Context, t transactor.Transactor) error {
	err := t.WithinTransaction(ctx, func(ctx context.Context) error {
		resp, err := http.Get("https://example.com") // want:http-in-tx
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
	if err != nil {
		return err
	}
	resp, err := http.Get("https://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
