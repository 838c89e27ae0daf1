// Package savepointsession: a session that becomes a transaction, or sets a
// savepoint where it is one already, and ends what it began.
package savepointsession

import (
	"context"
	"database/sql"
	"errors"
)

type session struct {
	db        *sql.DB
	tx        *sql.Tx
	savepoint string
}

func (s *session) inSavepoint() bool { return s.savepoint != "" }

func (s *session) Begin() error {
	if s.tx != nil {
		s.savepoint = "inner"
		_, err := s.tx.Exec("SAVEPOINT inner")
		return err
	}
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	s.tx = tx
	return nil
}

func (s *session) Commit() error {
	if s.inSavepoint() {
		_, err := s.tx.Exec("RELEASE SAVEPOINT inner")
		return err
	}
	return s.tx.Commit()
}

func (s *session) Rollback() error {
	if s.savepoint != "" {
		_, err := s.tx.Exec("ROLLBACK TO SAVEPOINT inner")
		return err
	}
	return s.tx.Rollback()
}

var errNoHandle = errors.New("no handle")

func inTx(ctx context.Context, handle any, fn func(context.Context, *sql.Tx) error) error {
	var s session
	switch h := handle.(type) {
	case *sql.DB:
		s = session{db: h}
	case *sql.Tx:
		s = session{tx: h}
	default:
		return errNoHandle
	}
	if err := s.Begin(); err != nil {
		return err
	}
	if err := fn(ctx, s.tx); err != nil {
		if rerr := s.Rollback(); rerr != nil {
			return rerr
		}
		return err
	}
	if err := s.Commit(); err != nil {
		return err
	}
	return nil
}

func direct(db *sql.DB) error {
	s := &session{db: db}
	if err := s.Begin(); err != nil {
		return err
	}
	if _, err := s.tx.Exec("DELETE FROM carts"); err != nil {
		s.Rollback()
		return err
	}
	return s.Commit()
}

// leaks ends nothing on the error path.
func leaks(db *sql.DB) error {
	s := &session{db: db}
	if err := s.Begin(); err != nil {
		return err
	}
	if _, err := s.tx.Exec("DELETE FROM carts"); err != nil {
		return err // want:missing-rollback
	}
	return s.Commit()
}
