// Package constructor knows the service, and returns its port.
package constructor

import (
	"context"
	"net/smtp"

	"follow/wiring/domain"
	"follow/wiring/service"
)

type mailer struct{}

func (*mailer) Send(ctx context.Context, to string) error {
	return smtp.SendMail("localhost:25", nil, "shop@example.com", []string{to}, nil)
}

// New makes one for others: each call inside a transaction is one finding.
func New() domain.Mailer {
	return &mailer{} // want:mail-in-tx,mail-in-tx,mail-in-tx,mail-in-tx,mail-in-tx
}

// Used by the package itself, for the service.
func newMailer() domain.Mailer {
	return &mailer{} // want:mail-in-tx
}

// Service is wired here.
func Service() *service.Service { return service.New(nil, newMailer(), nil, nil) }

// Not used where a transaction is open.
func spare() domain.Mailer { return &mailer{} }

// After is told after the commit.
func After(s *service.Service) *service.Service { return s.WithAfter(spare()) }
