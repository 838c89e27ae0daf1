// Package mail has an interface, and what implements it: types that no other
// package can name.
package mail

import "net/smtp"

// Sender sends.
type Sender interface{ Send(to, text string) error }

// New returns what sends by SMTP.
func New(addr string) Sender { return &server{relay{addr}} }

type relay struct{ addr string }

// Send is promoted to server.
func (r *relay) Send(to, text string) error {
	return smtp.SendMail(r.addr, nil, "shop@example.com", []string{to}, []byte(text))
}

type server struct{ relay }

// Log writes.
type Log interface{ Write(text string) }

// NewLog returns what writes nowhere.
func NewLog() Log { return nowhere{} }

type nowhere struct{}

func (nowhere) Write(text string) {}
