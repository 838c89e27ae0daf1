// Package smtp is an adapter.
package smtp

import (
	"context"
	"net/http"
	"net/smtp"
)

type Mailer struct{}

func New() *Mailer { return &Mailer{} }

func (m *Mailer) Send(ctx context.Context, to string) error {
	return smtp.SendMail("localhost:25", nil, "", []string{to}, nil)
}

type Clock struct{}

func (Clock) Now(ctx context.Context) string {
	resp, err := http.Get("http://localhost/time")
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	return resp.Header.Get("Date")
}
