// Package runners uses the pool in callbacks of runners.
package runners

import (
	"context"
	"database/sql"
)

type Store struct {
	db    *sql.DB
	other *sql.DB
}

func (s *Store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func withTx(ctx context.Context, db *sql.DB, fn func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func result[T any](ctx context.Context, db *sql.DB, fn func(tx *sql.Tx) (T, error)) (T, error) {
	var zero T
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return zero, err
	}
	defer tx.Rollback()
	v, err := fn(tx)
	if err != nil {
		return zero, err
	}
	return v, tx.Commit()
}

func (s *Store) count(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM a").Scan(&n)
	return n, err
}

// The closure is given the transaction and uses the receiver's field.
func (s *Store) method(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
			return err
		}
		if _, err := s.count(ctx); err != nil { // want:pool-in-tx
			return err
		}
		_, err := s.db.ExecContext(ctx, "UPDATE b SET n = 1") // want:pool-in-tx
		return err
	})
}

// It never looks at what it is given.
func (s *Store) unused(ctx context.Context) error {
	return s.inTx(ctx, func(*sql.Tx) error {
		_, err := s.db.ExecContext(ctx, "UPDATE b SET n = 1") // want:pool-in-tx
		return err
	})
}

// The closure is given the transaction and uses the captured pool.
func captured(ctx context.Context, db *sql.DB) error {
	return withTx(ctx, db, func(tx *sql.Tx) error {
		_, err := db.ExecContext(ctx, "UPDATE b SET n = 1") // want:pool-in-tx
		return err
	})
}

func (s *Store) function(ctx context.Context) error {
	db := s.db
	return withTx(ctx, s.db, func(tx *sql.Tx) error {
		_, err := db.ExecContext(ctx, "UPDATE b SET n = 1") // want:pool-in-tx
		return err
	})
}

func (s *Store) generic(ctx context.Context) (int, error) {
	return result(ctx, s.db, func(tx *sql.Tx) (int, error) {
		if _, err := tx.ExecContext(ctx, "DELETE FROM a"); err != nil {
			return 0, err
		}
		return s.count(ctx) // want:pool-in-tx
	})
}

func (s *Store) variable(ctx context.Context) error {
	work := func(tx *sql.Tx) error {
		_, err := s.db.ExecContext(ctx, "UPDATE b SET n = 1") // want:pool-in-tx
		return err
	}
	return s.inTx(ctx, work)
}

func (s *Store) work(tx *sql.Tx) error {
	if _, err := tx.Exec("UPDATE a SET n = 1"); err != nil {
		return err
	}
	if _, err := s.other.Exec("UPDATE a SET n = 1"); err != nil {
		return err
	}
	_, err := s.db.Exec("UPDATE b SET n = 1") // want:pool-in-tx
	return err
}

// The method runs on the transaction of its own receiver.
func (s *Store) methodValue(ctx context.Context) error { return s.inTx(ctx, s.work) }

var db *sql.DB

func globalWork(tx *sql.Tx) error {
	_, err := db.Exec("UPDATE b SET n = 1") // want:pool-in-tx
	return err
}

func global(ctx context.Context) error { return withTx(ctx, db, globalWork) }

// Service runs on the store's transactions.
type Service struct{ store *Store }

func (s *Service) rename(ctx context.Context) error {
	return s.store.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := s.store.count(ctx); err != nil { // want:pool-in-tx
			return err
		}
		_, err := s.store.db.ExecContext(ctx, "UPDATE b SET n = 1") // want:pool-in-tx
		return err
	})
}

// A runner that calls another one.
func (s *Service) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	return s.store.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "SET LOCAL lock_timeout = '1s'"); err != nil {
			return err
		}
		return fn(tx)
	})
}

func (s *Service) nested(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := s.store.count(ctx) // want:pool-in-tx
		return err
	})
}

// Txn is what some runners give their callbacks.
type Txn interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (s *Store) inTxn(ctx context.Context, fn func(q Txn) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) byInterface(ctx context.Context) error {
	return s.inTxn(ctx, func(q Txn) error {
		if _, err := q.ExecContext(ctx, "UPDATE b SET n = 1"); err != nil {
			return err
		}
		_, err := s.db.ExecContext(ctx, "UPDATE b SET n = 1") // want:pool-in-tx
		return err
	})
}
