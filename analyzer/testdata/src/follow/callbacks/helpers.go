package callbacks

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// A retry helper: it sleeps between attempts.
func retry(ctx context.Context, n int, fn func(context.Context) error) error {
	var err error
	for i := range n {
		if err = fn(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(i) * time.Second):
		}
	}
	return err
}

// Its sleep is at its call, the effect of the literal in the literal.
func retryInside(ctx context.Context, tx *sql.Tx) error {
	err := retry(ctx, 3, func(ctx context.Context) error { // want:sleep-in-tx
		return ping() // want:http-in-tx
	})
	if err != nil {
		return err
	}
	return retry(ctx, 3, func(ctx context.Context) error { // want:sleep-in-tx
		_, err := tx.ExecContext(ctx, "UPDATE names SET told = 1")
		return err
	})
}

// The whole transaction is retried: neither the pause nor what stands before the opening is inside.
func retryAround(ctx context.Context, db *sql.DB) error {
	return retry(ctx, 3, func(ctx context.Context) error {
		if err := ping(); err != nil {
			return err
		}
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, "UPDATE names SET told = 1"); err != nil {
			return err
		}
		return tx.Commit()
	})
}

// A helper that measures, locks or logs around its callback is transparent.
type guard struct{ mu sync.Mutex }

func (g *guard) with(fn func() error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return fn()
}

func guarded(ctx context.Context, db *sql.DB, g *guard) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = g.with(func() error {
		time.Sleep(time.Second) // want:sleep-in-tx
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE names SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// The whole transaction under the guard: what the guard's callback does around it is outside.
func guardAround(ctx context.Context, db *sql.DB, g *guard) error {
	return g.with(func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, "UPDATE names SET told = 1"); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		return ping()
	})
}

// A callback that is returned by a call.
func makeTell(name string) func(string) error {
	return func(string) error { return nil }
}

func madeByCall(tx *sql.Tx, names []string) error {
	if err := each(names, makeTell("x")); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}

// A variadic callee calls them all.
func all(fns ...func() error) error {
	for _, fn := range fns {
		if err := fn(); err != nil {
			return err
		}
	}
	return nil
}

func quietVariadic(tx *sql.Tx) error {
	if err := all(nothing, func() error { return nil }); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}

// The callback is called by the callee in a goroutine only.
func inBackground(fn func() error) {
	go func() { _ = fn() }()
}

func background(tx *sql.Tx) error {
	inBackground(ping)
	inBackground(func() error { return ping() })
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}
