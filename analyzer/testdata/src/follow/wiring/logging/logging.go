// Package logging decorates.
package logging

import (
	"context"
	"log"

	"follow/wiring/domain"
)

// Mailer logs around another one.
type Mailer struct{ next domain.Mailer }

// Wrap returns the concrete type.
func Wrap(next domain.Mailer) *Mailer { return &Mailer{next} }

// Send forwards.
func (m *Mailer) Send(ctx context.Context, to string) error {
	log.Print("send")
	return m.next.Send(ctx, to)
}

type counted struct {
	domain.Mailer
	n int
}

// Count returns the interface, the method is promoted.
func Count(next domain.Mailer) domain.Mailer { return &counted{Mailer: next} }

// Maybe decorates sometimes.
func Maybe(on bool, next domain.Mailer) domain.Mailer {
	if !on {
		return next
	}
	return Wrap(next)
}

// Muted forwards nothing.
type Muted struct{ next domain.Mailer }

// Mute mutes.
func Mute(next domain.Mailer) *Muted { return &Muted{next} }

// Send does nothing.
func (m *Muted) Send(ctx context.Context, to string) error { return nil }
