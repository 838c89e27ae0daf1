// Package smtp mails, and charges by HTTP.
package smtp

import (
	"context"
	"net/http"
	"net/smtp"

	"follow/wiring/domain"
)

// Mailer is a domain.Mailer.
type Mailer struct{ Addr string }

// New returns a mailer.
func New(addr string) *Mailer { return &Mailer{addr} }

// Send sends.
func (m *Mailer) Send(ctx context.Context, to string) error {
	return smtp.SendMail(m.Addr, nil, "shop@example.com", []string{to}, nil)
}

type hidden struct{ Mailer }

// Hidden returns the interface: the type behind it can't be seen.
func Hidden(addr string) domain.Mailer { return &hidden{Mailer{addr}} }

// Gateway is a domain.Gateway.
type Gateway struct{ URL string }

// Charge charges.
func (g *Gateway) Charge(ctx context.Context, cents int64) error {
	resp, err := http.Post(g.URL, "text/plain", nil)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Refund refunds.
func (g *Gateway) Refund(ctx context.Context, cents int64) error { return g.Charge(ctx, -cents) }

// Refunds charges nothing, and refunds by HTTP.
type Refunds struct{ Gateway }

// Charge does nothing.
func (Refunds) Charge(ctx context.Context, cents int64) error { return nil }
