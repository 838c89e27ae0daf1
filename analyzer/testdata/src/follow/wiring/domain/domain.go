// Package domain declares the ports of a service.
package domain

import "context"

// Mailer sends mails.
type Mailer interface {
	Send(ctx context.Context, to string) error
}

// Gateway charges.
type Gateway interface {
	Charge(ctx context.Context, cents int64) error
	Refund(ctx context.Context, cents int64) error
}

// Clock tells the time.
type Clock interface{ Now() int64 }

// Teller tells of something.
type Teller[T any] interface {
	Tell(ctx context.Context, what T) error
}
