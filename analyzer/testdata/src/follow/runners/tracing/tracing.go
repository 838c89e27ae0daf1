// Package tracing decorates runners.
package tracing

import (
	"context"
	"log"

	"follow/runners/port"
)

// Runner logs around another one.
type Runner struct{ next port.TxRunner }

// Wrap wraps.
func Wrap(next port.TxRunner) *Runner { return &Runner{next} }

// InTx forwards.
func (r *Runner) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	log.Print("begin")
	return r.next.InTx(ctx, fn)
}
