// Package wrapperhandles has handles of the user's own whose commit and rollback end in those of database/sql.
package wrapperhandles

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Unit wraps a transaction in a field.
type Unit struct {
	tx   *sql.Tx
	done bool
}

// Begin opens.
func Begin(ctx context.Context, db *sql.DB) (*Unit, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Unit{tx: tx}, nil
}

// Exec executes.
func (u *Unit) Exec(ctx context.Context, query string) error {
	_, err := u.tx.ExecContext(ctx, query)
	return err
}

// Commit ends.
func (u *Unit) Commit() error {
	u.done = true
	return u.tx.Commit()
}

// Close rolls back unless it was committed.
func (u *Unit) Close() error {
	if u.done {
		return nil
	}
	return u.tx.Rollback()
}

// Between Begin and Commit it is inside.
func useUnit(ctx context.Context, db *sql.DB) error {
	if err := ping(); err != nil {
		return err
	}
	u, err := Begin(ctx, db)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer u.Close()
	if err := u.Exec(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if err := u.Commit(); err != nil {
		return errors.Join(err, ping())
	}
	return ping()
}

// Embedding wraps too: commit and rollback are promoted.
type Session struct {
	*sql.Tx
	name string
}

func newSession(ctx context.Context, db *sql.DB) (Session, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return Session{}, err
	}
	return Session{tx, "s"}, nil
}

func useSession(ctx context.Context, db *sql.DB) error {
	s, err := newSession(ctx, db)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer s.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := s.ExecContext(ctx, "INSERT INTO names VALUES (?)", s.name); err != nil {
		return err
	}
	if err := s.Commit(); err != nil {
		return err
	}
	return ping()
}

// An interface of the user's with commit and rollback, whose type is seen here.
type Tx interface {
	Exec(ctx context.Context, query string) error
	Commit() error
	Rollback() error
}

type sqlTx struct{ tx *sql.Tx }

func (t *sqlTx) Exec(ctx context.Context, query string) error {
	_, err := t.tx.ExecContext(ctx, query)
	return err
}

func (t *sqlTx) Commit() error   { return t.tx.Commit() }
func (t *sqlTx) Rollback() error { return t.tx.Rollback() }

func open(ctx context.Context, db *sql.DB) (Tx, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &sqlTx{tx}, nil
}

func useInterface(ctx context.Context, db *sql.DB) error {
	tx, err := open(ctx, db)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer tx.Rollback()
	if err := tx.Exec(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}

// The transaction with its commit and rollback as function values.
func beginFuncs(ctx context.Context, db *sql.DB) (tx *sql.Tx, commit, rollback func() error, err error) {
	tx, err = db.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	return tx, tx.Commit, tx.Rollback, nil
}

func useFuncs(ctx context.Context, db *sql.DB) error {
	tx, commit, rollback, err := beginFuncs(ctx, db)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if err := commit(); err != nil {
		return err
	}
	return ping()
}
