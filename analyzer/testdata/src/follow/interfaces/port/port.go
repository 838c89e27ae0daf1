// Package port declares what a service needs, and nothing that does it.
package port

import "context"

// Notifier tells somebody.
type Notifier interface {
	Notify(ctx context.Context, id int64) error
}

// Ledger books.
type Ledger interface {
	Book(ctx context.Context, cents int64) error
}
