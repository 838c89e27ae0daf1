// Package service holds the transactions, and sees no adapter.
package service

import (
	"context"
	"database/sql"

	"example.com/layers/audit"
	"example.com/layers/domain"
	"example.com/layers/notify"
)

type Service struct {
	db     *sql.DB
	mailer domain.Mailer
	clock  domain.Clock
}

func New(db *sql.DB, m domain.Mailer, c domain.Clock) *Service { return &Service{db, m, c} }

// Place mails through the port: the finding comes where the adapter is wired.
func (s *Service) Place(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.mailer.Send(ctx, s.clock.Now(ctx)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders DEFAULT VALUES"); err != nil {
		return err
	}
	return tx.Commit()
}

// Tell calls what the configuration and directives speak of.
func (s *Service) Tell(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	notify.Push("begun") // of a model
	audit.Write("begun") // of a directive
	audit.Forget()       // of another one
	//txlint:ignore publish-in-tx who audits wants to know of failures too
	audit.Write("again")
	if _, err := tx.ExecContext(ctx, "DELETE FROM orders"); err != nil {
		return err
	}
	return tx.Commit()
}

// Count opens a transaction that nothing cuts short: a rule that is off by
// default, and that the configuration switches on.
func (s *Service) Count() error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("UPDATE counts SET n = n + 1"); err != nil {
		return err
	}
	return tx.Commit()
}
