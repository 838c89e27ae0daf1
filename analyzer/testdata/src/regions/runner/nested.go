package runner

import (
	"context"
	"database/sql"
	"time"
)

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
		if err := ping(); err != nil { // want:http-in-tx again
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
