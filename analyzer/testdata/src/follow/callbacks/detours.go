package callbacks

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// The callee calls its argument by detours: a local, a literal, a defer, recursion.
func byLocal(fn func() error) error {
	f := fn
	return f()
}

func byLiteral(fn func() error) error {
	run := func() error { return fn() }
	return run()
}

func byDefer(fn func() error) { defer fn() }

func byRecursion(n int, fn func() error) error {
	if n == 0 {
		return fn()
	}
	return byRecursion(n-1, fn)
}

func byCondition(n int, fn func() error) error {
	if fn == nil || n == 0 {
		return nil
	}
	return fn()
}

func detours(ctx context.Context, tx *sql.Tx) error {
	if err := byLocal(ping); err != nil { // want:http-in-tx
		return err
	}
	if err := byLiteral(ping); err != nil { // want:http-in-tx
		return err
	}
	byDefer(ping)                                // want:http-in-tx
	if err := byRecursion(3, ping); err != nil { // want:http-in-tx
		return err
	}
	if err := byCondition(1, ping); err != nil { // want:http-in-tx
		return err
	}
	if err := all(nothing, ping); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE names SET told = 1")
	return err
}

// The same with literals: in the literals.
func detoursOfLiterals(ctx context.Context, tx *sql.Tx) error {
	err := byLocal(func() error {
		return ping() // want:http-in-tx
	})
	if err != nil {
		return err
	}
	err = byLiteral(func() error {
		return ping() // want:http-in-tx
	})
	if err != nil {
		return err
	}
	byDefer(func() error {
		return ping() // want:http-in-tx
	})
	err = byRecursion(3, func() error {
		return ping() // want:http-in-tx
	})
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE names SET told = 1")
	return err
}

// And with functions that have no effect.
func quietDetours(ctx context.Context, tx *sql.Tx) error {
	byDefer(nothing)
	if err := byRecursion(3, nothing); err != nil {
		return err
	}
	if err := byLiteral(func() error { return byLocal(nothing) }); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE names SET told = 1")
	return err
}

// The callee calls in goroutines and awaits them: the wait is inside, the effects are not.
func parallel(fns ...func() error) {
	var wg sync.WaitGroup
	for _, fn := range fns {
		wg.Go(func() { _ = fn() })
	}
	wg.Wait()
}

func inParallel(ctx context.Context, tx *sql.Tx) error {
	parallel(ping, func() error { return ping() }) // want:wait-in-tx
	_, err := tx.ExecContext(ctx, "UPDATE names SET told = 1")
	return err
}

// The callee keeps its argument in a field of a value of its own, which is not followed.
type runner struct{ fn func() error }

func (r runner) run() error { return r.fn() }

func byField(fn func() error) error { return runner{fn}.run() }

func throughField(ctx context.Context, tx *sql.Tx) error {
	if err := byField(ping); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE names SET told = 1")
	return err
}

// A tree is walked: the callback is called for every node.
type node struct {
	name     string
	children []*node
}

func (n *node) walk(fn func(*node) error) error {
	if err := fn(n); err != nil {
		return err
	}
	for _, child := range n.children {
		if err := child.walk(fn); err != nil {
			return err
		}
	}
	return nil
}

func save(ctx context.Context, db *sql.DB, root *node) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = root.walk(func(n *node) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO nodes VALUES (?)", n.name); err != nil {
			return err
		}
		time.Sleep(time.Millisecond) // want:sleep-in-tx
		return nil
	})
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return root.walk(func(n *node) error { return ping() })
}

// A callback that hands its own callback on.
func nestedCallbacks(ctx context.Context, db *sql.DB, names []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = each(names, func(name string) error {
		return each(names, func(other string) error {
			if err := ping(); err != nil { // want:http-in-tx
				return err
			}
			_, err := tx.ExecContext(ctx, "INSERT INTO pairs VALUES (?, ?)", name, other)
			return err
		})
	})
	if err != nil {
		return err
	}
	return tx.Commit()
}

// The callback of a helper that is called before the opening and after the end.
func helperAround(ctx context.Context, db *sql.DB, names []string) error {
	if err := each(names, func(string) error { return ping() }); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return each(names, pingName)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE names SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return each(names, pingName)
}
