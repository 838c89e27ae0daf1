// Package notify tells customers and other systems.
package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/smtp"
	"time"
)

// Event is what happened.
type Event struct {
	Name string
	ID   int64
}

// Webhook posts events.
type Webhook struct {
	url    string
	client *http.Client
}

// NewWebhook returns a Webhook.
func NewWebhook(url string) *Webhook {
	return &Webhook{url: url, client: &http.Client{Timeout: 5 * time.Second}}
}

// Send posts e.
func (w *Webhook) Send(ctx context.Context, e Event) error {
	req, err := w.request(ctx, e)
	if err != nil {
		return err
	}
	return w.do(req)
}

func (w *Webhook) request(ctx context.Context, e Event) (*http.Request, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return http.NewRequestWithContext(ctx, http.MethodPost, w.url, bytes.NewReader(body))
}

func (w *Webhook) do(req *http.Request) error {
	resp, err := w.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 {
		return fmt.Errorf("webhook: %s", resp.Status)
	}
	return nil
}

// Mailer sends mail.
type Mailer struct{ addr, from string }

// NewMailer returns a Mailer.
func NewMailer(addr, from string) *Mailer { return &Mailer{addr: addr, from: from} }

// Compose builds a message and sends nothing.
func (m *Mailer) Compose(to, subject string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "From: %s\r\nTo: %s\r\nSubject: %s\r\n\r\n", m.from, to, subject)
	return b.Bytes()
}

// Mail sends a message.
func (m *Mailer) Mail(to, subject string) error {
	return smtp.SendMail(m.addr, nil, m.from, []string{to}, m.Compose(to, subject))
}

// Sender is what services depend on.
type Sender interface {
	Send(ctx context.Context, e Event) error
}

// Logged is a decorator.
type Logged struct {
	Next Sender
	Log  func(string, ...any)
}

// Send logs and forwards.
func (l Logged) Send(ctx context.Context, e Event) error {
	l.Log("send", "event", e.Name)
	return l.Next.Send(ctx, e)
}

// Discard sends nothing.
type Discard struct{}

// Send does nothing.
func (Discard) Send(context.Context, Event) error { return nil }
