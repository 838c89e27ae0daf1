// Package domain declares what the service asks of the world.
package domain

import "context"

type Mailer interface {
	Send(ctx context.Context, to string) error
}

type Clock interface {
	//txlint:pure it reads the clock
	Now(ctx context.Context) string
}
