// Package use hands functions to others inside transactions.
package use

import (
	"context"
	"database/sql"
	"net/http"
	"slices"
	"sync"

	"follow/handlers/retry"
)

type client struct{ url string }

func (c *client) ping() error {
	resp, err := http.Get(c.url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (c *client) price() (int, error) { return 1, c.ping() }

// Named functions, method values, literals, locals, generics, variadics.
func wrong(ctx context.Context, tx *sql.Tx, c *client) error {
	if err := retry.Do(ctx, c.ping); err != nil { // want:http-in-tx
		return err
	}
	if err := retry.Do(ctx, func() error {
		return c.ping() // want:http-in-tx
	}); err != nil {
		return err
	}
	ping := c.ping
	if err := retry.Do(ctx, ping); err != nil { // want:http-in-tx
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := retry.Value(c.price); err != nil { // want:http-in-tx
		return err
	}
	if err := retry.Chain(nop, c.ping); err != nil { // want:http-in-tx
		return err
	}
	names := []string{"b", "a"}
	slices.SortFunc(names, func(a, b string) int {
		_ = c.ping() // want:http-in-tx
		return 0
	})
	var once sync.Once
	once.Do(func() {
		_ = c.ping() // want:http-in-tx
	})
	for range retry.Each(3) {
		_ = c.ping() // want:http-in-tx
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET n = 1")
	return err
}

// Callbacks in structs whose literal is in view.
func structs(ctx context.Context, tx *sql.Tx, c *client) error {
	if err := retry.With(retry.Options{Try: c.ping}); err != nil { // want:http-in-tx
		return err
	}
	if err := retry.With(retry.Options{
		Try: nop,
		OnFail: func(error) {
			_ = c.ping() // want:http-in-tx
		},
	}); err != nil {
		return err
	}
	if err := retry.WithPointer(&retry.Options{Try: c.ping}); err != nil { // want:http-in-tx
		return err
	}
	o := retry.Options{Try: c.ping}
	if err := retry.With(o); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET n = 1")
	return err
}

func nop() error { return nil }

// Stored, started, or made for later: not run.
func right(ctx context.Context, tx *sql.Tx, c *client, b *retry.Bus) error {
	b.Subscribe(c.ping)
	b.Subscribe(func() error { return c.ping() })
	o := retry.Keep(retry.Options{Try: c.ping})
	later := retry.Later(c.ping)
	fns := []func() error{c.ping}
	defer func() { _, _, _ = o, later, fns }()
	if err := retry.With(retry.Options{Try: nop, OnFail: func(error) {}}); err != nil {
		return err
	}
	go func() { _ = retry.Do(ctx, c.ping) }()
	_, err := tx.ExecContext(ctx, "UPDATE orders SET n = 1")
	return err
}
