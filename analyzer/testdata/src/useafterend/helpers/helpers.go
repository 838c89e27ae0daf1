// Package helpers ends and uses transactions in functions of its own.
package helpers

import (
	"context"
	"database/sql"
	"errors"
	"log"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

func add(ctx context.Context, tx *sql.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, insert, id)
	return err
}

func addAll(ctx context.Context, tx *sql.Tx, ids ...int64) error {
	for _, id := range ids {
		if err := add(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

func rollback(tx *sql.Tx, cause error) error { return errors.Join(cause, tx.Rollback()) }

func finish(tx *sql.Tx, err error) error {
	if err != nil {
		return rollback(tx, err)
	}
	return tx.Commit()
}

// maybeRollback ends it only for an error.
func maybeRollback(tx *sql.Tx, err error) bool {
	if err != nil {
		tx.Rollback()
		return true
	}
	return false
}

func describe(tx *sql.Tx) { log.Printf("%p", tx) }

// Right: everything in its order.
func inOrder(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := add(ctx, tx, id); err != nil {
		return rollback(tx, err)
	}
	return finish(tx, addAll(ctx, tx, id+1, id+2))
}

// Right: ended only where it failed, and there it returns.
func ifFailed(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	err = add(ctx, tx, id)
	if maybeRollback(tx, err) {
		return err
	}
	if err := add(ctx, tx, id+1); err != nil {
		return rollback(tx, err)
	}
	return tx.Commit()
}

// Right: looking at it is no statement.
func described(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := finish(tx, add(ctx, tx, id)); err != nil {
		return err
	}
	describe(tx)
	return nil
}

type store struct{ db *sql.DB }

// Right: each call opens its own.
func (s *store) inTx(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	return finish(tx, fn(tx))
}

// Right: and so two of them may follow each other.
func (s *store) twice(ctx context.Context, id int64) error {
	fn := func(tx *sql.Tx) error { return add(ctx, tx, id) }
	if err := s.inTx(ctx, fn); err != nil {
		return err
	}
	return s.inTx(ctx, fn)
}

type session struct{ tx *sql.Tx }

func (s *session) Commit() error   { return s.tx.Commit() }
func (s *session) Rollback() error { return s.tx.Rollback() }

func (s *session) add(ctx context.Context, id int64) error { return add(ctx, s.tx, id) }

func (s *store) open(ctx context.Context) (*session, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &session{tx}, nil
}

// Wrong: a function that runs statements on it, after the end.
func handedAfter(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := add(ctx, tx, id); err != nil {
		return rollback(tx, err)
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return addAll(ctx, tx, id+1) // want:use-after-end
}

// Wrong: a function has ended it.
func endedByHelper(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := finish(tx, add(ctx, tx, id)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, insert, id+1) // want:use-after-end
	return err
}

// Wrong: a function has ended it, another one is handed it.
func both(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	err = finish(tx, add(ctx, tx, id))
	if err != nil {
		log.Print(err)
	}
	return add(ctx, tx, id+1) // want:use-after-end
}

// Wrong: committed a second time by a function.
func twiceByHelper(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := add(ctx, tx, id); err != nil {
		return rollback(tx, err)
	}
	if err := finish(tx, nil); err != nil {
		return err
	}
	return tx.Commit() // want:use-after-end
}

// Wrong: a handle of the package's own.
func (s *store) bySession(ctx context.Context, id int64) error {
	sess, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer sess.Rollback()
	if err := sess.Commit(); err != nil {
		return err
	}
	return sess.add(ctx, id) // want:use-after-end
}

// Wrong: the callback ends the transaction that it was handed, and goes on.
func (s *store) inCallback(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if id == 0 {
			return nil
		}
		if err := tx.Rollback(); err != nil {
			return err
		}
		return add(ctx, tx, id) // want:use-after-end
	})
}

func endAfter(tx *sql.Tx, work func() error) error {
	defer tx.Rollback()
	if err := work(); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: what it calls, it calls before it ends the transaction.
func calledBefore(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	return endAfter(tx, func() error {
		_, err := tx.Exec(insert, id)
		return err
	})
}

// Wrong: what follows it.
func calledAfter(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if err := endAfter(tx, func() error { return nil }); err != nil {
		return err
	}
	_, err = tx.Exec(insert, id) // want:use-after-end
	return err
}
