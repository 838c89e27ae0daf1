// Package service imports the port and two adapters, of which one mails.
package service

import (
	"context"
	"database/sql"

	"follow/interfaces/logadapter"
	"follow/interfaces/port"
	"follow/interfaces/smtpadapter"
)

// Service places orders.
type Service struct {
	db       *sql.DB
	notifier port.Notifier
	ledger   port.Ledger
}

// New wires the adapters.
func New(db *sql.DB, addr string) *Service {
	if addr == "" {
		return &Service{db: db, notifier: logadapter.Logger{}, ledger: logadapter.Logger{}}
	}
	return &Service{db: db, notifier: &smtpadapter.Mailer{Addr: addr}, ledger: logadapter.Logger{}}
}

// The mailer is declared in an imported package.
func (s *Service) Place(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.ledger.Book(ctx, 100); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)"); err != nil {
		return err
	}
	if err := s.notifier.Notify(ctx, 1); err != nil { // want:mail-in-tx
		return err
	}
	return tx.Commit()
}

// Told after the commit, and before the opening.
func (s *Service) Mended(ctx context.Context) error {
	if err := s.notifier.Notify(ctx, 0); err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return s.notifier.Notify(ctx, 1)
}
