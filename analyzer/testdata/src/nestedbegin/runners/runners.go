// Package runners runs callbacks in transactions, one in the other.
package runners

import (
	"context"
	"database/sql"
)

type Store struct{ db, other *sql.DB }

func (s *Store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error { return on(ctx, s.db, fn) }

func on(ctx context.Context, db *sql.DB, fn func(tx *sql.Tx) error) (err error) {
	tx, err := db.BeginTx(ctx, nil)
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

func (s *Store) touch(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE a SET n = 1")
		return err
	})
}

func (s *Store) touchIn(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (s *Store) nested(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := s.touchIn(ctx, tx); err != nil {
			return err
		}
		return s.touch(ctx) // want:nested-begin
	})
}

func (s *Store) literally(ctx context.Context) error {
	return s.inTx(ctx, func(outer *sql.Tx) error {
		if _, err := outer.ExecContext(ctx, "UPDATE b SET n = 1"); err != nil {
			return err
		}
		return s.inTx(ctx, func(tx *sql.Tx) error { // want:nested-begin
			_, err := tx.ExecContext(ctx, "UPDATE a SET n = 1")
			return err
		})
	})
}

func (s *Store) mixed(ctx context.Context) error {
	return on(ctx, s.db, func(tx *sql.Tx) error {
		inner, err := s.db.BeginTx(ctx, nil) // want:nested-begin
		if err != nil {
			return err
		}
		defer inner.Rollback()
		return inner.Commit()
	})
}

func (s *Store) right(ctx context.Context) error {
	if err := s.touch(ctx); err != nil {
		return err
	}
	err := s.inTx(ctx, func(tx *sql.Tx) error { return s.touchIn(ctx, tx) })
	if err != nil {
		return err
	}
	return s.touch(ctx)
}

func (s *Store) twoPools(ctx context.Context) error {
	return on(ctx, s.other, func(other *sql.Tx) error {
		if _, err := other.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
			return err
		}
		return s.touch(ctx)
	})
}

// A job that a worker runs later.
type queue struct {
	jobs []func(ctx context.Context) error
}

func (q *queue) add(job func(ctx context.Context) error) { q.jobs = append(q.jobs, job) }

func (s *Store) later(ctx context.Context, q *queue) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		q.add(s.touch)
		q.add(func(ctx context.Context) error { return s.touch(ctx) })
		return s.touchIn(ctx, tx)
	})
}

// A store that is bound to a transaction runs callbacks on it.
type Bound struct {
	db *sql.DB
	tx *sql.Tx
}

func (b *Bound) InTx(ctx context.Context, fn func(b *Bound) error) error {
	if b.tx != nil {
		return fn(b)
	}
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(&Bound{db: b.db, tx: tx}); err != nil {
		return err
	}
	return tx.Commit()
}

func (b *Bound) touch(ctx context.Context) error {
	return b.InTx(ctx, func(b *Bound) error {
		_, err := b.tx.ExecContext(ctx, "UPDATE a SET n = 1")
		return err
	})
}

func (b *Bound) twice(ctx context.Context) error {
	return b.InTx(ctx, func(b *Bound) error {
		if err := b.touch(ctx); err != nil {
			return err
		}
		return b.touch(ctx)
	})
}
