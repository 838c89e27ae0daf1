// Package receipt mails receipts.
package receipt

import (
	"fmt"
	"net/smtp"
)

// A Mailer sends receipts through a mail server.
type Mailer struct{ Addr, From string }

// Send mails the receipt of an order.
func (m *Mailer) Send(to string, order int64, cents int) error {
	text := fmt.Sprintf("Subject: Order %d\r\n\r\nYou paid %d.%02d.\r\n", order, cents/100, cents%100)
	return smtp.SendMail(m.Addr, nil, m.From, []string{to}, []byte(text))
}
