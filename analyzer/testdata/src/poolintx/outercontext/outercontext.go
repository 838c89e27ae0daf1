// Package outercontext has services that are given managers and stores: that
// these have the same pool can't be seen, but they meet under one key.
package outercontext

import (
	"context"

	"poolintx/outercontext/pg"
)

type transactions interface {
	WithTx(ctx context.Context, fn func(ctx context.Context) error) error
}

type users interface {
	Create(ctx context.Context, name string) error
	Rename(ctx context.Context, name string) error
	Count(ctx context.Context) error
}

type Service struct {
	tx      transactions
	users   users
	manager *pg.Manager
	store   *pg.Users
}

func (s *Service) right(ctx context.Context) error {
	return s.tx.WithTx(ctx, func(ctx context.Context) error {
		if err := s.users.Create(ctx, "a"); err != nil {
			return err
		}
		return s.store.Rename(ctx, "b")
	})
}

func (s *Service) throughInterfaces(ctx context.Context) error {
	return s.tx.WithTx(ctx, func(txCtx context.Context) error {
		if err := s.users.Create(txCtx, "a"); err != nil {
			return err
		}
		return s.users.Rename(ctx, "b") // want:pool-in-tx
	})
}

func (s *Service) ofTypes(ctx context.Context) error {
	return s.manager.WithTx(ctx, func(context.Context) error {
		return s.store.Create(ctx, "a") // want:pool-in-tx
	})
}

// What looks under another key may have another database.
func (s *Service) otherKey(ctx context.Context) error {
	return s.tx.WithTx(ctx, func(txCtx context.Context) error {
		return s.users.Count(ctx)
	})
}

type requestID struct{}

// tagged makes contexts: nothing is known of them.
func tagged(ctx context.Context) context.Context {
	return context.WithValue(ctx, requestID{}, "1")
}

func (s *Service) unknown(ctx context.Context) error {
	return s.tx.WithTx(ctx, func(txCtx context.Context) error {
		return s.users.Create(tagged(ctx), "a")
	})
}
