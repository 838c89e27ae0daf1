// Package callbacks has function arguments that the callee calls before it returns.
package callbacks

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"os"
	"runtime/pprof"
	"runtime/trace"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func pingName(string) error { return ping() }

func each(xs []string, fn func(string) error) error {
	for _, x := range xs {
		if err := fn(x); err != nil {
			return err
		}
	}
	return nil
}

// A literal made inside: in the literal. It is not reported again at the call.
func literalToEach(ctx context.Context, db *sql.DB, names []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = each(names, func(name string) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name); err != nil {
			return err
		}
		return ping() // want:http-in-tx
	})
	if err != nil {
		return err
	}
	return tx.Commit()
}

// The same without an effect.
func statementsInEach(ctx context.Context, db *sql.DB, names []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = each(names, func(name string) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name)
		return err
	})
	if err != nil {
		return err
	}
	return tx.Commit()
}

// A named function: at the call that is handed it.
func namedToEach(tx *sql.Tx, names []string) error {
	if err := each(names, pingName); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}

// A literal made before the transaction: at the call that is handed it.
func oldLiteralToEach(ctx context.Context, db *sql.DB, names []string) error {
	tell := func(name string) error { return ping() }
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := each(names, tell); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE names SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Handed on through two functions before it is called.
func eachTwice(xs []string, fn func(string) error) error {
	return errors.Join(each(xs, fn), inReverse(xs, fn))
}

func inReverse(xs []string, fn func(string) error) error {
	xs = slices.Clone(xs)
	slices.Reverse(xs)
	return each(xs, func(x string) error { return fn(x) })
}

func throughTwo(tx *sql.Tx, names []string) error {
	if err := eachTwice(names, pingName); err != nil { // want:http-in-tx
		return err
	}
	if err := inReverse(names, pingName); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}

// One of two arguments is called, the other one is not.
func onlyFirst(do, ignored func() error) error {
	if ignored == nil {
		return errors.New("nil")
	}
	return do()
}

func nothing() error { return nil }

func oneOfTwo(tx *sql.Tx) error {
	if err := onlyFirst(nothing, ping); err != nil {
		return err
	}
	if err := onlyFirst(ping, nothing); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}

// Functions of the standard library that call their arguments.
func standardLibrary(ctx context.Context, tx *sql.Tx, names []string, once *sync.Once, m *sync.Map) error {
	once.Do(func() {
		_ = ping() // want:http-in-tx
	})
	slices.SortFunc(names, func(a, b string) int {
		time.Sleep(time.Millisecond) // want:sleep-in-tx
		return strings.Compare(a, b)
	})
	sort.Slice(names, func(i, j int) bool {
		_, err := os.Stat(names[i]) // want:file-in-tx
		return err == nil
	})
	names = slices.DeleteFunc(names, exists) // want:file-in-tx
	m.Range(func(k, v any) bool {
		return ping() == nil // want:http-in-tx
	})
	s := strings.Map(func(r rune) rune {
		time.Sleep(time.Millisecond) // want:sleep-in-tx
		return r
	}, "x")
	trace.WithRegion(ctx, "ping", func() {
		_ = ping() // want:http-in-tx
	})
	pprof.Do(ctx, pprof.Labels(), func(ctx context.Context) {
		_ = ping() // want:http-in-tx
	})
	_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", s)
	return err
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// The same functions with arguments that have no effect.
func standardLibraryQuiet(ctx context.Context, tx *sql.Tx, names []string, once *sync.Once) error {
	var first string
	once.Do(func() { first = "first" })
	slices.SortFunc(names, strings.Compare)
	sort.Slice(names, func(i, j int) bool { return names[i] < names[j] })
	names = slices.DeleteFunc(names, func(s string) bool { return s == first })
	fields := strings.FieldsFunc(strings.Join(names, ","), func(r rune) bool { return r == ',' })
	trace.WithRegion(ctx, "sort", func() { slices.Sort(fields) })
	_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", strings.Join(fields, " "))
	return err
}

// A named function to once.
func initialise(tx *sql.Tx, once *sync.Once) error {
	once.Do(load) // want:http-in-tx
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}

func load() { _ = ping() }

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
