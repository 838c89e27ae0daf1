// Package contexts carries transactions in contexts, and ends them by contexts.
package contexts

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

var errStop = errors.New("stop")

type key struct{}

type store struct{ db *sql.DB }

func from(ctx context.Context) (*sql.Tx, bool) {
	tx, ok := ctx.Value(key{}).(*sql.Tx)
	return tx, ok
}

// Right: a runner that joins the transaction of its context or opens one.
func (s *store) inTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if _, ok := from(ctx); ok {
		return fn(ctx)
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(context.WithValue(ctx, key{}, tx)); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: a statement on the transaction of the context ends nothing.
func (s *store) insert(ctx context.Context, id int64) error {
	tx, ok := from(ctx)
	if !ok {
		return errStop
	}
	_, err := tx.ExecContext(ctx, insert, id)
	return err
}

// Right: begin and end in two functions, with the context between them.
func (s *store) start(ctx context.Context) (context.Context, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	ctx = context.WithValue(ctx, key{}, tx)
	return ctx, nil
}

func finish(ctx context.Context, err error) error {
	tx, ok := from(ctx)
	if !ok {
		return err
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Right: what the pair looks like from outside.
func (s *store) save(ctx context.Context, id int64) error {
	ctx, err := s.start(ctx)
	if err != nil {
		return err
	}
	return finish(ctx, s.insert(ctx, id))
}

// Right: where its context is cancelled, database/sql rolls back.
func cancelled(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, insert, id); err != nil {
			tx.Rollback()
			return err
		}
	}
	return tx.Commit()
}

// Right: the same by its channel.
func cancelledByChannel(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, id := range ids {
		select {
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		if _, err := tx.ExecContext(ctx, insert, id); err != nil {
			tx.Rollback()
			return err
		}
	}
	return tx.Commit()
}

// Wrong: Begin takes no context: nothing rolls back when it is cancelled.
func notBound(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err // want:missing-rollback
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: it is another context that was cancelled.
func otherContext(ctx, request context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if request.Err() != nil {
		return request.Err() // want:missing-rollback
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: the context of the transaction has no connection with its caller's.
func background(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err() // want:missing-rollback
	default:
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: the context that is checked is younger than the transaction's.
func derived(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	inner, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := inner.Err(); err != nil {
		return err // want:missing-rollback
	}
	if _, err := tx.ExecContext(inner, insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: another failure than the cancellation.
func otherFailure(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}
