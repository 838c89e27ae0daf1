// Package retry calls what it is given.
package retry

import "context"

// Do calls fn until it succeeds.
func Do(ctx context.Context, fn func() error) error {
	var err error
	for range 3 {
		if err = fn(); err == nil {
			return nil
		}
	}
	return err
}

// Value calls fn for a value.
func Value[T any](fn func() (T, error)) (T, error) { return fn() }

// Options have callbacks.
type Options struct {
	Name   string
	Try    func() error
	OnFail func(error)
}

// With calls the callbacks of a struct.
func With(o Options) error {
	if err := o.Try(); err != nil {
		o.OnFail(err)
		return err
	}
	return nil
}

// WithPointer does so through a pointer.
func WithPointer(o *Options) error { return o.Try() }

// Bus stores and runs later.
type Bus struct{ fns []func() error }

// Subscribe stores.
func (b *Bus) Subscribe(fn func() error) { b.fns = append(b.fns, fn) }

// Keep stores the options.
func Keep(o Options) *Options { return &o }

// Chain calls all.
func Chain(fns ...func() error) error {
	for _, fn := range fns {
		if err := fn(); err != nil {
			return err
		}
	}
	return nil
}

// Each is an iterator.
func Each(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// Later returns a function that calls fn.
func Later(fn func() error) func() error { return func() error { return fn() } }
