package smtp

import (
	"context"
	"net/smtp"
)

// Numbers is a domain.Teller of numbers.
type Numbers struct{ Addr string }

// Tell mails a number.
func (n *Numbers) Tell(ctx context.Context, what int64) error {
	return smtp.SendMail(n.Addr, nil, "shop@example.com", nil, nil)
}

// Names is a domain.Teller of names.
type Names struct{ Addr string }

// Tell mails a name.
func (n *Names) Tell(ctx context.Context, what string) error {
	return smtp.SendMail(n.Addr, nil, "shop@example.com", nil, nil)
}
