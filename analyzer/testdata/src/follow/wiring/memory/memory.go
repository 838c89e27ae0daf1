// Package memory has adapters without an effect.
package memory

import (
	"context"
	"database/sql"
	"time"

	"follow/wiring/domain"
)

// Outbox writes rows.
type Outbox struct{ DB *sql.DB }

// Send inserts.
func (o *Outbox) Send(ctx context.Context, to string) error {
	_, err := o.DB.ExecContext(ctx, "INSERT INTO outbox VALUES (?)", to)
	return err
}

// Async sends later.
type Async struct{ Next domain.Mailer }

// Send starts a goroutine.
func (a *Async) Send(ctx context.Context, to string) error {
	go a.Next.Send(context.WithoutCancel(ctx), to)
	return nil
}

// Clock is a domain.Clock.
type Clock struct{}

// Now tells the time.
func (Clock) Now() int64 { return time.Now().Unix() }
