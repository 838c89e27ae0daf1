package runner

import (
	"context"
	"database/sql"
	"fmt"
)

// Wrong: returns the callback's error without a rollback.
func leaks(db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the same, generic.
func leaksGeneric[T any](db *sql.DB, fn func(*sql.Tx) (T, error)) (T, error) {
	var zero T
	tx, err := db.Begin()
	if err != nil {
		return zero, err
	}
	v, err := fn(tx)
	if err != nil {
		return zero, fmt.Errorf("run: %w", err) // want:missing-rollback
	}
	return v, tx.Commit()
}

// Wrong: a method, and one of several callbacks.
func (s *service) leaksBetween(ctx context.Context, first, second func(context.Context, *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := first(ctx, tx); err != nil {
		tx.Rollback()
		return err
	}
	if err := second(ctx, tx); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the runner's own loop of callbacks.
func leaksInLoop(db *sql.DB, steps ...func(*sql.Tx) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for _, step := range steps {
		if err := step(tx); err != nil {
			return err // want:missing-rollback
		}
	}
	return tx.Commit()
}

// Wrong: the runner is right, the callback opens another transaction and leaks that.
func (s *service) leaksInside(ctx context.Context, archive *sql.DB, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, insert, id); err != nil {
			return err
		}
		old, err := archive.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := old.ExecContext(ctx, insert, id); err != nil {
			return err // want:missing-rollback
		}
		return old.Commit()
	})
}

// Wrong: the callback is a wrapper around the transaction, made here and used here.
func leaksWrapped(db *sql.DB, fn func(q *queries) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := fn(&queries{tx}); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

type queries struct{ tx *sql.Tx }

func (q *queries) insert(id int64) error {
	_, err := q.tx.Exec(insert, id)
	return err
}
