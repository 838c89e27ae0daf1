// Package service runs callbacks through the port. It sees nobody behind it.
package service

import (
	"context"
	"net/http"

	"follow/runners/port"
)

// Service has a runner and a notifier.
type Service struct {
	tx       port.TxRunner
	notifier port.Notifier
	queue    port.Queue
}

// New returns one.
func New(tx port.TxRunner, n port.Notifier, q port.Queue) *Service { return &Service{tx, n, q} }

// Ping sends a request in the callback.
func (s *Service) Ping(ctx context.Context) error {
	return s.tx.InTx(ctx, func(ctx context.Context) error { return ping() })
}

// Tell notifies in the callback.
func (s *Service) Tell(ctx context.Context) error {
	return s.tx.InTx(ctx, func(ctx context.Context) error { return s.notifier.Notify(ctx) })
}

// Right does both after it.
func (s *Service) Right(ctx context.Context) error {
	if err := s.tx.InTx(ctx, func(ctx context.Context) error { return nil }); err != nil {
		return err
	}
	s.queue.Later(ping)
	if err := ping(); err != nil {
		return err
	}
	return s.notifier.Notify(ctx)
}

func ping() error {
	resp, err := http.Get("http://localhost")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Wrapped has a helper around the runner, and hands it methods.
type Wrapped struct{ tx port.TxRunner }

// NewWrapped returns one.
func NewWrapped(tx port.TxRunner) *Wrapped { return &Wrapped{tx: tx} }

func (w *Wrapped) inTx(ctx context.Context, fn func(ctx context.Context) error) error {
	return w.tx.InTx(ctx, func(ctx context.Context) error { return fn(ctx) })
}

// Ping pings through the helper.
func (w *Wrapped) Ping(ctx context.Context) error { return w.inTx(ctx, w.ping) }

func (w *Wrapped) ping(ctx context.Context) error { return ping() }

// Quiet has a runner and callbacks without an effect.
type Quiet struct{ tx port.TxRunner }

// NewQuiet returns one.
func NewQuiet(tx port.TxRunner) *Quiet { return &Quiet{tx} }

// Save does nothing that matters.
func (q *Quiet) Save(ctx context.Context) error {
	return q.tx.InTx(ctx, func(ctx context.Context) error { go ping(); return nil })
}
