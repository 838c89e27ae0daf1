// Package service holds transactions and calls ports inside them. It sees no adapter.
package service

import (
	"context"
	"database/sql"

	"follow/wiring/domain"
)

// Service places orders.
type Service struct {
	db      *sql.DB
	mailer  domain.Mailer
	gateway domain.Gateway
	clock   domain.Clock
	after   domain.Mailer
}

// New returns a service.
func New(db *sql.DB, m domain.Mailer, g domain.Gateway, c domain.Clock) *Service {
	return &Service{db: db, mailer: m, gateway: g, clock: c}
}

// Place mails inside the transaction, three calls deep.
func (s *Service) Place(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", s.clock.Now()); err != nil {
			return err
		}
		return s.tell(ctx)
	})
}

func (s *Service) tell(ctx context.Context) error { return s.greet(ctx, "ann@example.com") }

func (s *Service) greet(ctx context.Context, to string) error { return s.mailer.Send(ctx, to) }

// Pay charges inside the transaction; it refunds outside of it.
func (s *Service) Pay(ctx context.Context) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		if err := s.gateway.Charge(ctx, 100); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE orders SET paid = 1")
		return err
	})
	if err != nil {
		return s.gateway.Refund(ctx, 100)
	}
	if s.after != nil {
		return s.after.Send(ctx, "bob@example.com")
	}
	return nil
}

// WithAfter sets who is told after the commit.
func (s *Service) WithAfter(m domain.Mailer) *Service {
	s.after = m
	return s
}

func (s *Service) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Deps are given as a whole.
type Deps struct {
	DB     *sql.DB
	Mailer domain.Mailer
	Spare  domain.Mailer
}

// Shop is made from Deps.
type Shop struct{ deps Deps }

// NewShop returns a shop.
func NewShop(d Deps) *Shop { return &Shop{deps: d} }

// Close mails inside the transaction.
func (s *Shop) Close(ctx context.Context) error {
	tx, err := s.deps.DB.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.deps.Mailer.Send(ctx, "ann@example.com"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return s.deps.Spare.Send(ctx, "ann@example.com")
}

// Option configures a Stall.
type Option func(*Stall)

// Stall is made with options, and has a setter.
type Stall struct {
	db     *sql.DB
	mailer domain.Mailer
	hooks  []domain.Mailer
}

// WithMailer is an option.
func WithMailer(m domain.Mailer) Option { return func(s *Stall) { s.mailer = m } }

// NewStall returns a stall.
func NewStall(db *sql.DB, opts ...Option) *Stall {
	s := &Stall{db: db}
	for _, o := range opts {
		o(s)
	}
	return s
}

// SetMailer sets the mailer.
func (s *Stall) SetMailer(m domain.Mailer) { s.mailer = m }

// Register adds a hook.
func (s *Stall) Register(m domain.Mailer) { s.hooks = append(s.hooks, m) }

// Sell mails inside the transaction.
func (s *Stall) Sell(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if s.mailer != nil {
		if err := s.mailer.Send(ctx, "ann@example.com"); err != nil {
			return err
		}
	}
	for _, h := range s.hooks {
		if err := h.Send(ctx, "bob@example.com"); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Run is handed the port with each call.
func Run(ctx context.Context, tx *sql.Tx, m domain.Mailer) error {
	if err := m.Send(ctx, "ann@example.com"); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}
