package trm

import (
	"context"
	"time"

	"github.com/avito-tech/go-transaction-manager/trm/v2"
	"github.com/avito-tech/go-transaction-manager/trm/v2/manager"
)

type service struct {
	manager trm.Manager
	own     *manager.Manager
	save    func(context.Context) error
}

func (s *service) right(ctx context.Context) error {
	err := s.manager.Do(ctx, func(ctx context.Context) error {
		return s.save(ctx)
	})
	time.Sleep(time.Second)
	return err
}

func (s *service) wrong(ctx context.Context) error {
	return s.own.Do(ctx, func(ctx context.Context) error {
		time.Sleep(time.Second) // want:sleep-in-tx
		return s.save(ctx)
	})
}

func (s *service) wrongToo(ctx context.Context) error {
	return s.manager.Do(ctx, func(ctx context.Context) error {
		time.Sleep(time.Second) // want:sleep-in-tx
		return s.save(ctx)
	})
}
