// Package runner has runners of the user's own: their callbacks are regions as a whole.
package runner

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"
)

type store struct {
	db *sql.DB
	ch chan struct{}
}

// The plain runner.
func (s *store) inTx(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func name() string {
	_ = ping()
	return "x"
}

// A literal.
func (s *store) literal(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return ping() // want:http-in-tx
	})
}

// A literal that doesn't even use its transaction.
func (s *store) unused(ctx context.Context) error {
	return s.inTx(ctx, func(*sql.Tx) error {
		return ping() // want:http-in-tx
	})
}

// A local variable, made before the runner is called: its body is the region all the same.
func (s *store) variable(ctx context.Context) error {
	work := func(tx *sql.Tx) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	}
	return s.inTx(ctx, work)
}

// A named function.
func (s *store) named(ctx context.Context) error { return s.inTx(ctx, work) }

func work(tx *sql.Tx) error {
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A literal that another function builds.
func (s *store) built(ctx context.Context) error { return s.inTx(ctx, build("x")) }

func build(name string) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		time.Sleep(time.Second) // want:sleep-in-tx
		_, err := tx.Exec("INSERT INTO names VALUES (?)", name)
		return err
	}
}

// The arguments of the builder are evaluated before the runner opens anything.
func (s *store) argumentsBefore(ctx context.Context) error { return s.inTx(ctx, quiet(name())) }

func quiet(name string) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO names VALUES (?)", name)
		return err
	}
}

// Before and after the runner.
func (s *store) around(ctx context.Context) error {
	if err := ping(); err != nil {
		return err
	}
	var id int64
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "INSERT INTO orders DEFAULT VALUES RETURNING id").Scan(&id)
	})
	if err != nil {
		return errors.Join(err, ping())
	}
	return ping()
}

// A deferred call in the callback runs before the runner commits; one around the runner after it.
func (s *store) deferred(ctx context.Context) error {
	defer ping()
	return s.inTx(ctx, func(tx *sql.Tx) error {
		defer ping() // want:http-in-tx
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
}

// A deferred call is the runner.
func (s *store) deferredRunner(ctx context.Context) {
	defer s.inTx(ctx, func(tx *sql.Tx) error {
		return ping() // want:http-in-tx
	})
	_ = ping()
}

// The callback is not the last argument, and there are others that are no callbacks of the transaction.
func (s *store) withHooks(ctx context.Context, prepare func() error, fn func(*sql.Tx) error, after func(), retries int) error {
	if err := prepare(); err != nil {
		return err
	}
	if err := s.inTx(ctx, fn); err != nil {
		return err
	}
	after()
	return nil
}

func (s *store) hooks(ctx context.Context) error {
	return s.withHooks(ctx, ping, func(tx *sql.Tx) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	}, func() { _ = ping() }, 3)
}

// Prepare and after are called outside, and only the callback in the middle inside.
func (s *store) literalHooks(ctx context.Context) error {
	return s.withHooks(ctx,
		func() error { return ping() },
		func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
			return err
		},
		func() { time.Sleep(time.Second) },
		1)
}

// One function takes two callbacks and runs the second one after its own commit.
func (s *store) thenOutside(ctx context.Context, inside func(*sql.Tx) error, outside func() error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := inside(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return outside()
}

func (s *store) twoCallbacks(ctx context.Context) error {
	err := s.thenOutside(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	}, func() error { return ping() })
	if err != nil {
		return err
	}
	return s.thenOutside(ctx, work, ping)
}

// The second callback has no transaction among its parameters and is called inside.
func (s *store) withCheck(ctx context.Context, check func() error, fn func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := check(); err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) check(ctx context.Context) error {
	return s.withCheck(ctx, func() error {
		return ping() // want:http-in-tx
	}, quiet("x"))
}

// A runner of a runner.
func (s *store) logged(ctx context.Context, fn func(*sql.Tx) error) error {
	start := time.Now()
	err := s.inTx(ctx, func(tx *sql.Tx) error { return fn(tx) })
	println(time.Since(start))
	return err
}

func (s *store) throughLogged(ctx context.Context) error {
	return s.logged(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return ping() // want:http-in-tx
	})
}

// The runner has an effect of its own inside: it stands in the runner.
func (s *store) slow(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}

func (s *store) throughSlow(ctx context.Context) error { return s.slow(ctx, quiet("x")) }

// The runner tries again and sleeps between, outside.
func (s *store) retrying(ctx context.Context, fn func(*sql.Tx) error) error {
	var err error
	for i := range 3 {
		if err = s.inTx(ctx, fn); err == nil {
			return nil
		}
		time.Sleep(time.Duration(i) * time.Second)
	}
	return err
}

func (s *store) throughRetrying(ctx context.Context) error {
	if err := s.retrying(ctx, quiet("x")); err != nil {
		return err
	}
	return s.retrying(ctx, func(tx *sql.Tx) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
}

// A literal inside the callback: in the innermost one.
func (s *store) nestedLiterals(ctx context.Context, names []string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		insert := func(name string) error {
			if err := ping(); err != nil { // want:http-in-tx
				return err
			}
			_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name)
			return err
		}
		for _, name := range names {
			if err := insert(name); err != nil {
				return err
			}
		}
		return nil
	})
}

// A literal made before the runner and called in its callback: at the call.
func (s *store) oldLiteral(ctx context.Context) error {
	tell := func() error { return ping() }
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return tell() // want:http-in-tx
	})
}

// Hooks that the callback collects run after the runner.
func (s *store) collected(ctx context.Context) error {
	var hooks []func() error
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		hooks = append(hooks, func() error { return ping() })
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
	if err != nil {
		return err
	}
	for _, hook := range hooks {
		if err := hook(); err != nil {
			return err
		}
	}
	return nil
}

// A variable that the callback sets and that is called after the runner.
func (s *store) setInside(ctx context.Context) error {
	var tell func() error
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		tell = func() error { return ping() }
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
	if err != nil {
		return err
	}
	return tell()
}

// What looks like a runner and opens nothing: a lock, a span.
func (s *store) locked(ctx context.Context, fn func() error) error {
	s.ch <- struct{}{}
	defer func() { <-s.ch }()
	return fn()
}

func (s *store) throughLocked(ctx context.Context) error {
	return s.locked(ctx, func() error { return ping() })
}

// A runner for connections: a pinned connection is no transaction.
func (s *store) withConn(ctx context.Context, fn func(*sql.Conn) error) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return fn(conn)
}

func (s *store) throughConn(ctx context.Context) error {
	return s.withConn(ctx, func(conn *sql.Conn) error {
		if err := ping(); err != nil {
			return err
		}
		_, err := conn.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
}
