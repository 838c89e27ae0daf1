// Package stored has functions that are kept for later, and function values that are not followed.
package stored

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
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

// A unit of work that runs its hooks after the commit.
type unit struct {
	tx    *sql.Tx
	hooks []func() error
}

// AfterCommit keeps a hook.
func (u *unit) AfterCommit(hook func() error) { u.hooks = append(u.hooks, hook) }

func (u *unit) run() error {
	var all error
	for _, hook := range u.hooks {
		all = errors.Join(all, hook())
	}
	return all
}

// Hooks are registered inside and run after the commit.
func afterCommitHooks(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	u := &unit{tx: tx}
	u.AfterCommit(ping)
	u.AfterCommit(func() error {
		time.Sleep(time.Second)
		return ping()
	})
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return u.run()
}

// The same with a local slice.
func localHooks(ctx context.Context, db *sql.DB) error {
	var hooks []func() error
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	hooks = append(hooks, ping, func() error { return ping() })
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, hook := range hooks {
		if err := hook(); err != nil {
			return err
		}
	}
	return nil
}

// Events are collected inside and published after the commit.
type event struct{ id int64 }

type events struct{ all []event }

func (e *events) Publish(id int64) { e.all = append(e.all, event{id}) }

func (e *events) flush() error {
	for range e.all {
		if err := ping(); err != nil {
			return err
		}
	}
	return nil
}

func collectEvents(ctx context.Context, db *sql.DB, e *events) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	e.Publish(1)
	if err := tx.Commit(); err != nil {
		return err
	}
	return e.flush()
}

// Flushed too early, they are out before the commit.
func flushEarly(ctx context.Context, db *sql.DB, e *events) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	e.Publish(1)
	if err := e.flush(); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// A literal that is made inside and returned has not run.
func returned(ctx context.Context, tx *sql.Tx) (func() error, error) {
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return nil, err
	}
	return func() error { return ping() }, nil
}

// A literal that is sent away, kept in a map, in a field, in a global.
var onExit func() error

type registry struct {
	byName map[string]func() error
	last   func() error
}

func kept(tx *sql.Tx, r *registry) error {
	r.byName["ping"] = func() error { return ping() }
	r.last = func() error { return ping() }
	onExit = func() error { return ping() }
	jobs := make(chan func() error, 1)
	jobs <- func() error { return ping() }
	r.register("other", func() error { return ping() })
	list := []func() error{ping, func() error { return ping() }}
	_, err := tx.Exec("UPDATE orders SET told = ?", len(list))
	return err
}

func (r *registry) register(name string, fn func() error) { r.byName[name] = fn }

// Function values in fields, maps and globals are not followed.
type client struct {
	send  func() error
	sleep func(time.Duration)
}

func newClient() *client { return &client{send: ping, sleep: time.Sleep} }

var sleep = time.Sleep

var senders = map[string]func() error{"ping": ping}

func fields(tx *sql.Tx, c *client, r *registry) error {
	if err := c.send(); err != nil {
		return err
	}
	c.sleep(time.Second)
	sleep(time.Second)
	if err := senders["ping"](); err != nil {
		return err
	}
	if err := r.byName["ping"](); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// Context functions, timers and pools keep their arguments for later, or for another goroutine.
func keptByLibrary(ctx context.Context, tx *sql.Tx) error {
	stop := context.AfterFunc(ctx, func() { _ = ping() })
	defer stop()
	time.AfterFunc(time.Second, func() { _ = ping() })
	buffers := sync.Pool{New: func() any { return ping() }}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return ping() }}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = ?", buffers.New != nil && client.Timeout == 0)
	return err
}

// An option sets a field.
type option func(*client)

func withSend(fn func() error) option { return func(c *client) { c.send = fn } }

func configure(opts ...option) *client {
	c := newClient()
	for _, opt := range opts {
		opt(c)
	}
	return c
}

func options(tx *sql.Tx) (*client, error) {
	c := configure(withSend(ping), withSend(func() error { return ping() }))
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return c, err
}
