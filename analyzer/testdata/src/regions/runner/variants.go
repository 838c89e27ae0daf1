package runner

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// The pool is a global, and the callback knows nothing of a transaction.
var global *sql.DB

func atomically(fn func() error) error {
	tx, err := global.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(); err != nil {
		return err
	}
	return tx.Commit()
}

func useGlobal() error {
	if err := atomically(func() error {
		return ping() // want:http-in-tx
	}); err != nil {
		return err
	}
	return ping()
}

// Inside only if asked for: it may be inside.
func (s *store) maybe(ctx context.Context, durable bool, fn func(context.Context) error) error {
	if !durable {
		return fn(ctx)
	}
	return s.inTx(ctx, func(*sql.Tx) error { return fn(ctx) })
}

func (s *store) useMaybe(ctx context.Context) error {
	return s.maybe(ctx, true, func(ctx context.Context) error {
		return ping() // want:http-in-tx
	})
}

// Options come after the callback.
type option func(*sql.TxOptions)

func serializable(o *sql.TxOptions) { o.Isolation = sql.LevelSerializable }

func (s *store) withOptions(ctx context.Context, fn func(*sql.Tx) error, opts ...option) error {
	var o sql.TxOptions
	for _, opt := range opts {
		opt(&o)
	}
	tx, err := s.db.BeginTx(ctx, &o)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// The option's literal runs before the opening.
func (s *store) useOptions(ctx context.Context) error {
	return s.withOptions(ctx, func(tx *sql.Tx) error {
		time.Sleep(time.Second) // want:sleep-in-tx
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	}, serializable, func(o *sql.TxOptions) { _ = ping() })
}

// It retries in its own loop, and sleeps after the rollback.
func (s *store) looping(ctx context.Context, fn func(*sql.Tx) error) error {
	var last error
	for range 3 {
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			last = errors.Join(err, tx.Rollback())
			time.Sleep(time.Second)
			continue
		}
		if last = tx.Commit(); last == nil {
			return nil
		}
	}
	return last
}

func (s *store) useLooping(ctx context.Context) error {
	return s.looping(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return ping() // want:http-in-tx again
	})
}

// It decides by a named result, with recover.
func (s *store) deciding(ctx context.Context, fn func(*sql.Tx) error) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return fn(tx)
}

func (s *store) useDeciding(ctx context.Context) error {
	err := s.deciding(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
	if err != nil {
		return errors.Join(err, ping())
	}
	return ping()
}

// Hooks that are registered by the callback run after the runner's commit.
type hooks struct{ all []func() error }

func (h *hooks) add(fn func() error) { h.all = append(h.all, fn) }

func (s *store) withAfter(ctx context.Context, fn func(tx *sql.Tx, after *hooks) error) error {
	var after hooks
	if err := s.inTx(ctx, func(tx *sql.Tx) error { return fn(tx, &after) }); err != nil {
		return err
	}
	var all error
	for _, hook := range after.all {
		all = errors.Join(all, hook())
	}
	return all
}

func (s *store) useAfter(ctx context.Context) error {
	return s.withAfter(ctx, func(tx *sql.Tx, after *hooks) error {
		after.add(ping)
		after.add(func() error {
			time.Sleep(time.Second)
			return ping()
		})
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
}

// The callback returns what is to be done after the commit.
func (s *store) thenDo(ctx context.Context, fn func(*sql.Tx) (func() error, error)) error {
	var then func() error
	err := s.inTx(ctx, func(tx *sql.Tx) (err error) {
		then, err = fn(tx)
		return err
	})
	if err != nil || then == nil {
		return err
	}
	return then()
}

func (s *store) useThenDo(ctx context.Context) error {
	return s.thenDo(ctx, func(tx *sql.Tx) (func() error, error) {
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return func() error { return ping() }, err
	})
}

// A goroutine that is started in the callback, and one that calls the runner.
func (s *store) beside(ctx context.Context) error {
	go s.inTx(ctx, func(tx *sql.Tx) error {
		time.Sleep(time.Second) // want:sleep-in-tx
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
	return s.inTx(ctx, func(tx *sql.Tx) error {
		go ping()
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
}

// Several runs one after the other, with effects between.
func (s *store) several(ctx context.Context, ids []int64) error {
	for _, id := range ids {
		err := s.inTx(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE orders SET told = ?", id)
			return err
		})
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if err := ping(); err != nil {
			return err
		}
	}
	return s.inTx(ctx, quiet("done"))
}
