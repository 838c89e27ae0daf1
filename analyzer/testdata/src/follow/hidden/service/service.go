// Package service calls what it can't name through interfaces.
package service

import (
	"context"
	"database/sql"

	"follow/hidden/adapter"
	"follow/hidden/mail"
	"follow/hidden/port"
	"follow/hidden/store"
)

// Service places orders.
type Service struct {
	db     *sql.DB
	tx     port.Transactor
	charge port.Charger
	mails  mail.Sender
	log    mail.Log
}

// New returns a service.
func New(db *sql.DB) *Service {
	return &Service{db, store.New(db), adapter.New("https://example.com"), mail.New("example.com:25"), mail.NewLog()}
}

func (s *Service) place(ctx context.Context, id int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.charge.Charge(ctx, 100); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", id); err != nil {
		return err
	}
	s.log.Write("placed")
	if err := s.mails.Send("me@example.com", "placed"); err != nil { // want:mail-in-tx
		return err
	}
	return tx.Commit()
}

func (s *Service) pay(ctx context.Context, id int) error {
	err := s.tx.InTx(ctx, func(o port.Orders) error {
		if err := o.Pay(ctx, id); err != nil {
			return err
		}
		s.log.Write("paid")
		return s.charge.Charge(ctx, 100) // want:http-in-tx
	})
	if err != nil {
		return err
	}
	s.log.Write("told")
	return s.mails.Send("me@example.com", "paid")
}
