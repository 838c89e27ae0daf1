// Package wrappers commits through types of its own.
package wrappers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

// Session returns the commit's error.
type Session struct {
	tx   *sql.Tx
	name string
}

func open(db *sql.DB, name string) (*Session, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	return &Session{tx, name}, nil
}

func (s *Session) Commit() error {
	if err := s.tx.Commit(); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	return nil
}

func (s *Session) Rollback() error { return s.tx.Rollback() }

func (s *Session) insert(id int64) error {
	_, err := s.tx.Exec(insert, id)
	return err
}

// Quiet looks at the commit's error itself, and returns none.
type Quiet struct{ *sql.Tx }

// Commit commits and logs.
func (q Quiet) Commit() {
	if err := q.Tx.Commit(); err != nil {
		log.Print(err)
	}
}

// Embedded has the promoted Commit of its transaction.
type Embedded struct{ *sql.Tx }

// Deleter is no transaction.
type Deleter struct{ paths []string }

// Commit forgets the paths.
func (d *Deleter) Commit() error { d.paths = nil; return nil }

// Rollback forgets them too.
func (d *Deleter) Rollback() error { d.paths = nil; return nil }

// Right: looked at.
func looked(db *sql.DB, id int64) error {
	s, err := open(db, "looked")
	if err != nil {
		return err
	}
	if err := s.insert(id); err != nil {
		return errors.Join(err, s.Rollback())
	}
	return s.Commit()
}

// Right: this Commit returns nothing.
func quiet(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	q := Quiet{tx}
	if _, err := q.Exec(insert, id); err != nil {
		q.Rollback()
		return err
	}
	q.Commit()
	return nil
}

// Right: no transaction.
func deleter(paths []string) {
	d := &Deleter{paths}
	d.Commit()
}

// Right: an explicit blank.
func blank(db *sql.DB, id int64) error {
	s, err := open(db, "blank")
	if err != nil {
		return err
	}
	if err := s.insert(id); err != nil {
		s.Rollback()
		return err
	}
	_ = s.Commit()
	return nil
}

// Wrong: the wrapper's Commit stands alone.
func alone(db *sql.DB, id int64) error {
	s, err := open(db, "alone")
	if err != nil {
		return err
	}
	if err := s.insert(id); err != nil {
		s.Rollback()
		return err
	}
	s.Commit() // want:unchecked-commit
	return nil
}

// Wrong: the promoted Commit stands alone.
func promoted(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	e := Embedded{tx}
	if _, err := e.ExecContext(ctx, insert, id); err != nil {
		e.Rollback()
		return err
	}
	e.Commit() // want:unchecked-commit
	return nil
}

// Handle is a transaction, because Session is one.
type Handle interface {
	insert(id int64) error
	Commit() error
	Rollback() error
}

// Wrong: the wrapper's own error is overwritten.
func overwritten(db *sql.DB, id int64) error {
	s, err := open(db, "overwritten")
	if err != nil {
		return err
	}
	if err = s.insert(id); err != nil {
		s.Rollback()
		return err
	}
	err = s.Commit() // want:unchecked-commit
	err = db.Ping()
	return err
}

// Wrong: through an interface.
func through(h Handle, id int64) error {
	if err := h.insert(id); err != nil {
		h.Rollback()
		return err
	}
	h.Commit() // want:unchecked-commit
	return nil
}
