// Package retry tries again.
package retry

import (
	"context"
	"time"
)

// Do calls fn until it succeeds, and waits in between.
func Do(ctx context.Context, attempts int, fn func() error) error {
	var err error
	for range attempts {
		if err = fn(); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return err
}

// Each calls fn for each element and stops at the first error.
func Each[T any](xs []T, fn func(T) error) error {
	for _, x := range xs {
		if err := fn(x); err != nil {
			return err
		}
	}
	return nil
}
