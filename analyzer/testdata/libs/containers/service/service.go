// Package service holds the transaction.
package service

import (
	"context"
	"database/sql"

	"libs/containers/domain"
)

type Service struct {
	db      *sql.DB
	mailer  domain.Mailer
	gateway domain.Gateway
	clock   domain.Clock
}

func New(db *sql.DB, m domain.Mailer, g domain.Gateway, c domain.Clock) *Service {
	return &Service{db, m, g, c}
}

func (s *Service) Place(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.gateway.Charge(int(s.clock.Now())); err != nil {
		return err
	}
	if err := s.mailer.Send("ann@example.com"); err != nil {
		return err
	}
	return tx.Commit()
}
