// Package openers opens transactions by functions of its own.
package openers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

type store struct{ db *sql.DB }

func (s *store) begin() (*sql.Tx, error) {
	tx, err := s.db.Begin()
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	return tx, nil
}

func (s *store) mustBegin() *sql.Tx {
	tx, err := s.begin()
	if err != nil {
		panic(err)
	}
	return tx
}

type session struct{ tx *sql.Tx }

func (s *store) open(ctx context.Context) (*session, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &session{tx}, nil
}

func (s *session) Commit() error   { return s.tx.Commit() }
func (s *session) Rollback() error { return s.tx.Rollback() }

func (s *session) insert(id int64) error {
	_, err := s.tx.Exec(insert, id)
	return err
}

// rollback does nothing where there is no transaction.
func rollback(tx *sql.Tx) {
	if tx != nil {
		tx.Rollback()
	}
}

// Right: one call away.
func (s *store) right(id int64) error {
	tx, err := s.begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: an opener that panics has no error to look at.
func (s *store) rightMust(id int64) error {
	tx := s.mustBegin()
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: what is deferred above the check asks for nil.
func (s *store) rightHelper(id int64) error {
	tx, err := s.begin()
	defer rollback(tx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: a handle of the package's own.
func (s *store) rightSession(ctx context.Context, id int64) error {
	sess, err := s.open(ctx)
	if err != nil {
		return err
	}
	if err := sess.insert(id); err != nil {
		return errors.Join(err, sess.Rollback())
	}
	return sess.Commit()
}

// Wrong: one call away.
func (s *store) blank(id int64) error {
	tx, _ := s.begin() // want:unchecked-begin
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: an opener that is given its pool.
func beginOn(ctx context.Context, db *sql.DB) (tx *sql.Tx, err error) {
	return db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
}

func count(ctx context.Context, db *sql.DB) (n int, err error) {
	tx, _ := beginOn(ctx, db) // want:unchecked-begin
	defer tx.Rollback()
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&n)
	return n, err
}

// Wrong: the deferred rollback above the check.
func (s *store) deferAboveCheck(id int64) error {
	tx, err := s.begin() // want:unchecked-begin
	defer tx.Rollback()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: a handle of the package's own, used before the check.
func (s *store) session(ctx context.Context, id int64) error {
	sess, err := s.open(ctx) // want:unchecked-begin
	defer sess.Rollback()
	if err != nil {
		return err
	}
	if err := sess.insert(id); err != nil {
		return err
	}
	return sess.Commit()
}
