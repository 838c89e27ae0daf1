package runner

import (
	"context"
	"database/sql"
	"time"
)

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
