// config: enable=unknown-effect

// Package use calls what can't be seen inside transactions.
package use

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"sort"
	"time"

	"unknown/port"
)

type service struct {
	notifier port.Notifier
	cache    port.Cache
	hook     func(ctx context.Context) error
	hooks    []func()
	byName   map[string]func()
	now      func() time.Time
	shape    shape
}

var onPlaced func()

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int { return s.side * s.side }

// Through interfaces and function values, directly and through calls.
func (s *service) wrong(ctx context.Context, tx *sql.Tx) error {
	if err := s.notifier.Notify(ctx); err != nil { // want:unknown-effect
		return err
	}
	if err := s.hook(ctx); err != nil { // want:unknown-effect
		return err
	}
	for _, h := range s.hooks {
		h() // want:unknown-effect
	}
	s.byName["placed"]() // want:unknown-effect
	onPlaced()           // want:unknown-effect
	f := s.hook
	if err := f(ctx); err != nil { // want:unknown-effect
		return err
	}
	if err := s.tell(ctx); err != nil { // want:unknown-effect
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", s.now()) // want:unknown-effect
	return err
}

func (s *service) tell(ctx context.Context) error { return s.notifier.Notify(ctx) }

// What is known: the standard library's, those with a directive, those that are seen, parameters, literals.
func (s *service) right(ctx context.Context, tx *sql.Tx, w io.Writer, q port.Querier, fn func(), list sort.Interface) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if _, err := fmt.Fprint(w, s.cache.Get("a"), s.shape.area()); err != nil {
		return fmt.Errorf("%s: %w", err.Error(), errors.ErrUnsupported)
	}
	sort.Sort(list)
	fn()
	local := func() int { return 1 }
	each(func(i int) { _ = i + local() })
	if _, err := q.ExecContext(ctx, "UPDATE orders SET n = 1"); err != nil {
		return err
	}
	for x := range numbers() {
		_ = x
	}
	go s.hook(ctx)
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}

func each(fn func(int)) { fn(1) }

func numbers() func(yield func(int) bool) {
	return func(yield func(int) bool) { yield(1) }
}

// Outside of transactions.
func (s *service) outside(ctx context.Context) error {
	onPlaced()
	if err := s.hook(ctx); err != nil {
		return err
	}
	return s.notifier.Notify(ctx)
}

// One finding a call: the effect that is known names it.
func (s *service) known(tx *sql.Tx) error {
	s.cache.Put("a", "b") // want:cache-in-tx
	both(s)               // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO orders VALUES (1)")
	return err
}

func both(s *service) {
	time.Sleep(time.Second)
	onPlaced()
}
