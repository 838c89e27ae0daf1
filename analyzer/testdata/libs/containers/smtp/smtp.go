// Package smtp has the adapters.
package smtp

import (
	"net/http"
	"net/smtp"
	"time"

	"libs/containers/domain"
)

type Mailer struct{}

func New() *Mailer { return &Mailer{} }

func (*Mailer) Send(to string) error {
	return smtp.SendMail("localhost:25", nil, "", []string{to}, nil)
}

type gateway struct{}

func NewGateway() (domain.Gateway, error) { return gateway{}, nil }

func (gateway) Charge(cents int) error {
	resp, err := http.Get("http://localhost")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

type clock struct{}

func NewClock() domain.Clock { return clock{} }

func (clock) Now() int64 { return time.Now().Unix() }

// Batch mails too, but nobody sends by it inside a transaction.
type Batch interface{ Flush() error }

type batch struct{}

func NewBatch() Batch { return batch{} }

func (batch) Flush() error { return smtp.SendMail("localhost:25", nil, "", nil, nil) }
