// Package port declares a runner of transactions as an interface.
package port

import "context"

// TxRunner runs fn inside a transaction that travels in the context.
type TxRunner interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Notifier tells.
type Notifier interface {
	Notify(ctx context.Context) error
}

// Queue is no runner: it calls its function later.
type Queue interface {
	Later(fn func() error)
}
