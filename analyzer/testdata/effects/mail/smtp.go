// Package mail sends mail: composing a message sends nothing.
package mail

import (
	"database/sql"
	"strings"
	"time"

	"github.com/emersion/go-smtp"
	jordan "github.com/jordan-wright/email"
	wneessen "github.com/wneessen/go-mail"
	"gopkg.in/gomail.v2"
	gomail2 "gopkg.in/mail.v2"
)

func byGomail(tx *sql.Tx) error {
	m := gomail.NewMessage()
	m.SetHeader("To", "ann@example.com")
	d := gomail.NewDialer("smtp.example.com", 587, "shop", "")
	if err := d.DialAndSend(m); err != nil { // want:mail-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return d.DialAndSend(m)
}

func byGomailSender(tx *sql.Tx, s gomail.Sender, m *gomail.Message) error {
	return gomail.Send(s, m) // want:mail-in-tx
}

func byMail(tx *sql.Tx) error {
	m := gomail2.NewMessage()
	m.SetBody("text/plain", "paid")
	return gomail2.NewDialer("smtp.example.com", 587, "shop", "").DialAndSend(m) // want:mail-in-tx
}

func byGoMail(tx *sql.Tx) error {
	m := wneessen.NewMsg()
	if err := m.To("ann@example.com"); err != nil {
		return err
	}
	c, err := wneessen.NewClient("smtp.example.com", wneessen.WithPort(587))
	if err != nil {
		return err
	}
	return c.DialAndSend(m) // want:mail-in-tx
}

func byEmail(tx *sql.Tx, p *jordan.Pool) error {
	m := jordan.NewEmail()
	m.To = []string{"ann@example.com"}
	if _, err := m.Bytes(); err != nil {
		return err
	}
	if err := m.Send("smtp.example.com:587", nil); err != nil { // want:mail-in-tx
		return err
	}
	return p.Send(m, time.Second) // want:mail-in-tx
}

func bySMTP(tx *sql.Tx, to []string) error {
	msg := strings.NewReader("Subject: paid\r\n\r\n")
	return smtp.SendMail("smtp.example.com:587", nil, "shop@example.com", to, msg) // want:mail-in-tx
}

func bySMTPClient(tx *sql.Tx) error {
	c, err := smtp.DialStartTLS("smtp.example.com:587", nil) // want:mail-in-tx
	if err != nil {
		return err
	}
	if err := c.Mail("shop@example.com", nil); err != nil { // want:mail-in-tx
		return err
	}
	return c.Quit() // want:mail-in-tx
}

// Serving mail sends none.
func server(tx *sql.Tx, b smtp.Backend) *smtp.Server { return smtp.NewServer(b) }
