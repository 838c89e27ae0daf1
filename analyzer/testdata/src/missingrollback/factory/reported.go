package factory

import (
	"context"
	"errors"
)

var errEmpty = errors.New("empty order")

// Wrong: opened one call away.
func (r *repo) leak(id int64) error {
	tx, err := r.begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: opened two calls away.
func (r *repo) leakChecked(ctx context.Context, id int64) error {
	tx, err := r.beginChecked(ctx)
	if err != nil {
		return err
	}
	if id == 0 {
		return errEmpty // want:missing-rollback
	}
	if _, err := tx.Exec(insert, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: opened in another package, and never ended.
func (r *repo) leakStored(ctx context.Context, id int64) error {
	tx, err := r.store.Begin(ctx) // want:missing-rollback
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, insert, id)
	return err
}

// Wrong: the opener without an error.
func (r *repo) leakMust(ctx context.Context, id int64) error {
	tx := r.store.MustBegin(ctx)
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the handle of the project's own is neither closed nor rolled back.
func (r *repo) leakSession(ctx context.Context, id int64) error {
	s, err := r.store.Open(ctx, "leak")
	if err != nil {
		return err
	}
	if err := s.Exec(ctx, insert, id); err != nil {
		return err // want:missing-rollback
	}
	return s.Commit()
}

// Wrong: the boolean says that it is open.
func (r *repo) leakTry(id int64) bool {
	tx, ok := r.tryBegin()
	if !ok {
		return false
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return false // want:missing-rollback
	}
	return tx.Commit() == nil
}

// Wrong: so does the handle that isn't nil.
func (r *repo) leakOrNil(id int64) error {
	tx := r.beginOrNil()
	if tx == nil {
		return errEmpty
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: opened through an interface that a type of this package implements.
func leakThrough(o opener, id int64) error {
	tx, err := o.begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: opened through a generic function.
func (r *repo) leakGeneric(id int64) error {
	tx := must(r.db.Begin())
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}
