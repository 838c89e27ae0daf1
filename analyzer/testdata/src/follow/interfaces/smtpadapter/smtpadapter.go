// Package smtpadapter tells by mail.
package smtpadapter

import (
	"context"
	"net/smtp"
)

// Mailer is a port.Notifier; it does not know that.
type Mailer struct{ Addr string }

// Notify sends a mail.
func (m *Mailer) Notify(ctx context.Context, id int64) error {
	return smtp.SendMail(m.Addr, nil, "shop@example.com", []string{"to@example.com"}, nil)
}
