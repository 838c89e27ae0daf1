// Package generics has effects behind generic functions and types.
package generics

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"time"
)

// Fetch asks for a value.
func Fetch[T any](addr string) (T, error) {
	var v T
	resp, err := http.Get(addr)
	if err != nil {
		return v, err
	}
	defer resp.Body.Close()
	return v, json.NewDecoder(resp.Body).Decode(&v)
}

// Max compares only.
func Max[T cmp.Ordered](a, b T) T { return max(a, b) }

// Instantiated by inference and explicitly.
func instances(tx *sql.Tx, addr string) error {
	n, err := Fetch[int](addr) // want:http-in-tx
	if err != nil {
		return err
	}
	fetch := Fetch[string]
	s, err := fetch(addr) // want:http-in-tx
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO values VALUES (?, ?)", Max(n, 1), Max(s, ""))
	return err
}

// Client is a generic type.
type Client[T any] struct{ base string }

// Get asks for a value.
func (c *Client[T]) Get() (T, error) { return Fetch[T](c.base) }

// Zero returns the zero value.
func (c *Client[T]) Zero() T {
	var zero T
	return zero
}

func genericType(tx *sql.Tx, c *Client[float64]) error {
	rate, err := c.Get() // want:http-in-tx
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO rates VALUES (?, ?)", rate, c.Zero())
	return err
}

// Map calls its callback for each.
func Map[T, U any](xs []T, f func(T) (U, error)) ([]U, error) {
	var out []U
	for _, x := range xs {
		u, err := f(x)
		if err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, nil
}

// A literal made inside: in the literal. A named function: at the call.
func mapped(ctx context.Context, db *sql.DB, addrs []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	rates, err := Map(addrs, func(addr string) (int, error) {
		return Fetch[int](addr) // want:http-in-tx
	})
	if err != nil {
		return err
	}
	names, err := Map(addrs, Fetch[string]) // want:http-in-tx
	if err != nil {
		return err
	}
	lengths, err := Map(names, func(s string) (int, error) { return len(s), nil })
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO sums VALUES (?, ?)", len(rates), len(lengths)); err != nil {
		return err
	}
	return tx.Commit()
}

// Retry calls until it succeeds, and sleeps between.
func Retry[T any](n int, f func() (T, error)) (T, error) {
	var v T
	var err error
	for i := range n {
		if v, err = f(); err == nil {
			return v, nil
		}
		time.Sleep(time.Duration(i) * time.Second)
	}
	return v, err
}

// The retry helper sleeps; what its literal does is the literal's.
func retried(tx *sql.Tx, addr string) error {
	rate, err := Retry(3, func() (int, error) { // want:sleep-in-tx
		return Fetch[int](addr) // want:http-in-tx
	})
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO rates VALUES (?)", rate)
	return err
}

// Sender is a constraint.
type Sender interface{ Send(to string) error }

// Letter sends by HTTP.
type Letter struct{}

// Send sends.
func (Letter) Send(to string) error {
	_, err := http.Post(to, "text/plain", nil)
	return err
}

// SendAll sends to each.
func SendAll[S Sender](s S, to []string) error {
	for _, t := range to {
		if err := s.Send(t); err != nil {
			return err
		}
	}
	return nil
}

func constrained(tx *sql.Tx, to []string) error {
	if err := SendAll(Letter{}, to); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE letters SET sent = 1")
	return err
}

// Namer is a constraint that nobody fulfils with an effect.
type Namer interface{ Name() string }

// Tag is a Namer.
type Tag string

// Name is its text.
func (t Tag) Name() string { return string(t) }

// Names asks each.
func Names[N Namer](all []N) []string {
	var out []string
	for _, n := range all {
		out = append(out, n.Name())
	}
	return out
}

func quietConstraint(tx *sql.Tx, tags []Tag) error {
	_, err := tx.Exec("INSERT INTO tags VALUES (?)", Names(tags)[0])
	return err
}

// Generic functions of the standard library over values.
func values(tx *sql.Tx, byName map[string]int) error {
	names := slices.Sorted(maps.Keys(byName))
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(byName[a], byName[b]) })
	i := slices.IndexFunc(names, func(s string) bool { return s == "x" })
	_, err := tx.Exec("INSERT INTO names VALUES (?, ?)", names[0], i)
	return err
}

// A range over an iterator: its body is the function's own.
func iterated(ctx context.Context, db *sql.DB, addrs []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for addr := range slices.Values(addrs) {
		n, err := Fetch[int](addr) // want:http-in-tx
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO numbers VALUES (?)", n); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// The same loop around short transactions.
func iteratedAround(ctx context.Context, db *sql.DB, addrs []string) error {
	for addr := range slices.Values(addrs) {
		n, err := Fetch[int](addr)
		if err != nil {
			return err
		}
		if err := insert(ctx, db, n); err != nil {
			return err
		}
	}
	return nil
}

func insert[T any](ctx context.Context, db *sql.DB, v T) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO numbers VALUES (?)", v); err != nil {
		return err
	}
	return tx.Commit()
}

// A transaction inside a generic function.
func fetchAndInsert[T any](ctx context.Context, db *sql.DB, addr string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	v, err := Fetch[T](addr) // want:http-in-tx
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO numbers VALUES (?)", v); err != nil {
		return err
	}
	return tx.Commit()
}

// It is instantiated twice, and reported once.
func instantiate(ctx context.Context, db *sql.DB) error {
	if err := fetchAndInsert[int](ctx, db, "a"); err != nil {
		return err
	}
	return fetchAndInsert[string](ctx, db, "b")
}
