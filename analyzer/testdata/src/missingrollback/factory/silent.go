// Package factory takes its transactions from openers of the project's own.
package factory

import (
	"context"
	"database/sql"
	"errors"

	"missingrollback/store"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

type repo struct {
	db    *sql.DB
	store *store.Store
}

func (r *repo) begin() (*sql.Tx, error) { return r.db.Begin() }

func (r *repo) beginReadOnly(ctx context.Context) (*sql.Tx, error) {
	return r.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
}

func (r *repo) beginChecked(ctx context.Context) (tx *sql.Tx, err error) {
	if tx, err = r.beginReadOnly(ctx); err != nil {
		return nil, err
	}
	if err = ctx.Err(); err != nil {
		tx.Rollback()
		tx = nil
	}
	return
}

// Right: opened two calls away.
func (r *repo) insert(ctx context.Context, id int64) error {
	tx, err := r.beginChecked(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: opened in another package.
func (r *repo) insertStored(ctx context.Context, id int64) error {
	tx, err := r.store.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Right: an opener without an error panics instead.
func (r *repo) insertMust(ctx context.Context, id int64) error {
	tx := r.store.MustBegin(ctx)
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: a handle of the project's own, closed by its own deferred method.
func (r *repo) insertSession(ctx context.Context, id int64) error {
	s, err := r.store.Open(ctx, "insert")
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Exec(ctx, insert, id); err != nil {
		return err
	}
	return s.Commit()
}

// Right: the handle goes on to the caller.
func (r *repo) openNamed(ctx context.Context) (*store.Session, error) {
	s, err := r.store.Open(ctx, "named")
	if err != nil {
		return nil, err
	}
	if err := s.Exec(ctx, insert, 1); err != nil {
		s.Rollback()
		return nil, err
	}
	return s, nil
}

// An opener with a boolean result.
func (r *repo) tryBegin() (*sql.Tx, bool) {
	tx, err := r.db.Begin()
	if err != nil {
		return nil, false
	}
	return tx, true
}

// Right: nothing is open where the opener says false.
func (r *repo) insertTry(id int64) bool {
	tx, ok := r.tryBegin()
	if !ok {
		return false
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return false
	}
	return tx.Commit() == nil
}

// An opener that says nil.
func (r *repo) beginOrNil() *sql.Tx {
	tx, err := r.db.Begin()
	if err != nil {
		return nil
	}
	return tx
}

// Right: nothing is open where the opener says nil.
func (r *repo) insertOrNil(id int64) error {
	tx := r.beginOrNil()
	if tx == nil {
		return errors.New("not opened")
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

type opener interface {
	begin() (*sql.Tx, error)
}

// Right: through an interface of the package's own.
func through(o opener, id int64) error {
	tx, err := o.begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Right: opened through a generic function.
func (r *repo) insertGeneric(id int64) error {
	tx := must(r.db.Begin())
	defer tx.Rollback()
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}
