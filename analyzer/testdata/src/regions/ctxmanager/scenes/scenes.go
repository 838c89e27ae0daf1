// Package scenes sees manager and runner.
package scenes

import (
	"context"
	"net/http"
	"os"

	"regions/ctxmanager/sqlite"
	"regions/ctxmanager/txn"
)

type store interface {
	Destroy(ctx context.Context, id int) error
}

type Resolver struct {
	manager txn.Manager
	store   store
	db      *sqlite.Database
	path    string
}

func (r *Resolver) with(ctx context.Context, fn func(ctx context.Context) error) error {
	return txn.With(ctx, r.manager, fn)
}

func (r *Resolver) right(ctx context.Context, id int) error {
	err := r.with(ctx, func(ctx context.Context) error { return r.store.Destroy(ctx, id) })
	if err != nil {
		return err
	}
	return os.Remove(r.path)
}

func (r *Resolver) wrong(ctx context.Context, id int) error {
	return r.with(ctx, func(ctx context.Context) error {
		if err := r.store.Destroy(ctx, id); err != nil {
			return err
		}
		return os.Remove(r.path) // want:file-in-tx
	})
}

func (r *Resolver) direct(ctx context.Context, id int) error {
	return txn.With(ctx, r.db, func(inTx context.Context) error {
		_, _ = http.Get("https://example.com/inside") // want:http-in-tx
		return r.store.Destroy(ctx, id)               // want:pool-in-tx
	})
}

func (r *Resolver) after(ctx context.Context, id int) error {
	return txn.After(ctx, r.manager,
		func(ctx context.Context) error {
			_, _ = http.Get("https://example.com/inside") // want:http-in-tx
			return r.store.Destroy(ctx, id)
		},
		func(ctx context.Context) error { return os.Remove(r.path) })
}

func (r *Resolver) traced(ctx context.Context, id int) error {
	return txn.Traced(ctx, &sqlite.Spans{}, func(ctx context.Context) error {
		return os.Remove(r.path)
	})
}
