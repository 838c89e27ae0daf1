// Package logadapter tells the log.
package logadapter

import (
	"context"
	"log/slog"
)

// Logger is a port.Notifier and a port.Ledger without any effect.
type Logger struct{}

// Notify logs.
func (Logger) Notify(ctx context.Context, id int64) error {
	slog.InfoContext(ctx, "notify", "id", id)
	return nil
}

// Book logs.
func (Logger) Book(ctx context.Context, cents int64) error {
	slog.InfoContext(ctx, "book", "cents", cents)
	return nil
}
