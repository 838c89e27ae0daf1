// Package nop has adapters that open nothing.
package nop

import (
	"context"
	"net/http"
)

// Runner calls fn.
type Runner struct{}

// InTx calls fn.
func (Runner) InTx(ctx context.Context, fn func(ctx context.Context) error) error { return fn(ctx) }

// Queue calls later.
type Queue struct{ fns []func() error }

// Later stores fn.
func (q *Queue) Later(fn func() error) { q.fns = append(q.fns, fn) }

// Notifier is an HTTP client.
type Notifier struct{}

// Notify posts.
func (Notifier) Notify(ctx context.Context) error {
	resp, err := http.Post("http://localhost", "", nil)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
