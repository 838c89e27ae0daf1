// Package tuplefactory takes its transactions from openers that return the
// functions which end them.
package tuplefactory

import (
	"context"
	"database/sql"
	"errors"

	"missingrollback/store"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

var errEmpty = errors.New("empty order")

type repo struct {
	db    *sql.DB
	store *store.Store
}

// Right: the rollback is deferred as a func value.
func (r *repo) insert(ctx context.Context, id int64) error {
	tx, commit, rollback, err := r.store.Funcs(ctx)
	if err != nil {
		return err
	}
	defer rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return commit()
}

// Right: by hand.
func (r *repo) insertByHand(ctx context.Context, id int64) error {
	tx, commit, rollback, err := r.store.Funcs(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return errors.Join(err, rollback())
	}
	return commit()
}

// Right: the func value of the opener or the method of the transaction, both end it.
func (r *repo) insertMixed(ctx context.Context, id int64) error {
	tx, commit, _, err := r.store.Funcs(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	return commit()
}

// Wrong: the rollback is there, and nobody calls it.
func (r *repo) leak(ctx context.Context, id int64) error {
	tx, commit, rollback, err := r.store.Funcs(ctx)
	if err != nil {
		return err
	}
	if id == 0 {
		return errEmpty // want:missing-rollback
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return errors.Join(err, rollback())
	}
	return commit()
}

// begin returns a function that ends what it opened by the error it is shown.
func (r *repo) begin() (*sql.Tx, func(*error), error) {
	tx, err := r.db.Begin()
	if err != nil {
		return nil, nil, err
	}
	return tx, func(err *error) {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
		if *err != nil {
			tx.Rollback()
			return
		}
		*err = tx.Commit()
	}, nil
}

// Right: the finisher is deferred with the address of the named error.
func (r *repo) finished(id int64) (err error) {
	tx, end, err := r.begin()
	if err != nil {
		return err
	}
	defer end(&err)
	if id == 0 {
		return errEmpty
	}
	_, err = tx.Exec(insert, id)
	return err
}

// Wrong: a return before the finisher is deferred.
func (r *repo) finishedTooLate(id int64) (err error) {
	tx, end, err := r.begin()
	if err != nil {
		return err
	}
	if id == 0 {
		return errEmpty // want:missing-rollback
	}
	defer end(&err)
	_, err = tx.Exec(insert, id)
	return err
}

// Right: an opener whose own callers end by a literal made there.
func (r *repo) closer() (tx *sql.Tx, done func(), err error) {
	if tx, err = r.db.Begin(); err != nil {
		return nil, func() {}, err
	}
	return tx, func() { tx.Rollback() }, nil
}

// Right: done is called on every way out.
func (r *repo) closed(id int64) error {
	tx, done, err := r.closer()
	defer done()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: done is called on one way out.
func (r *repo) halfClosed(id int64) error {
	tx, done, err := r.closer()
	if err != nil {
		return err
	}
	if id == 0 {
		done()
		return errEmpty
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

type scope struct{ tx *sql.Tx }

// save opens, and returns what is to be deferred: the transaction is in the receiver.
func (s *scope) save(db *sql.DB) func(*error) {
	tx, err := db.Begin()
	if err != nil {
		return func(out *error) { *out = err }
	}
	s.tx = tx
	return func(out *error) {
		if p := recover(); p != nil || *out != nil {
			tx.Rollback()
			if p != nil {
				panic(p)
			}
			return
		}
		*out = tx.Commit()
	}
}

// Right: opened and finished in one deferred line.
func (s *scope) insert(db *sql.DB, id int64) (err error) {
	defer s.save(db)(&err)
	if s.tx != nil {
		_, err = s.tx.Exec(insert, id)
	}
	return err
}
