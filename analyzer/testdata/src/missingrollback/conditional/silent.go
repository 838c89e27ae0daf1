// Package conditional opens a transaction only where it has none.
package conditional

import (
	"context"
	"database/sql"
	"errors"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

var errEmpty = errors.New("empty order")

type store struct{ db *sql.DB }

// Right: whoever opened it ends it; the nil parameter tells.
func (s *store) ifNil(ctx context.Context, tx *sql.Tx, id int64) error {
	own := tx == nil
	if own {
		var err error
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		if own {
			tx.Rollback()
		}
		return err
	}
	if own {
		return tx.Commit()
	}
	return nil
}

// Right: the defer stands in the branch that opened.
func (s *store) deferInBranch(ctx context.Context, tx *sql.Tx, id int64) (err error) {
	owner := false
	if tx == nil {
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
		owner = true
		defer tx.Rollback()
	}
	if _, err = tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	if owner {
		return tx.Commit()
	}
	return nil
}

// Right: the closure asks whether it was opened here.
func (s *store) deferAsks(ctx context.Context, tx *sql.Tx, id int64) (err error) {
	opened := false
	defer func() {
		if opened && err != nil {
			tx.Rollback()
		}
	}()
	if tx == nil {
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
		opened = true
	}
	if _, err = tx.ExecContext(ctx, insert, id); err != nil {
		return err
	}
	if opened {
		err = tx.Commit()
	}
	return err
}

type key struct{}

// Right: by a look-up in the context.
func (s *store) byContext(ctx context.Context, id int64) error {
	tx, ok := ctx.Value(key{}).(*sql.Tx)
	if !ok {
		var err error
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		if !ok {
			tx.Rollback()
		}
		return err
	}
	if !ok {
		return tx.Commit()
	}
	return nil
}

// Right: by recursion.
func (s *store) byRecursion(ctx context.Context, tx *sql.Tx, id int64) error {
	if tx == nil {
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if err := s.byRecursion(ctx, tx, id); err != nil {
			return err
		}
		return tx.Commit()
	}
	_, err := tx.ExecContext(ctx, insert, id)
	return err
}

// ensure returns the transaction it is handed, or a new one with its end.
func (s *store) ensure(tx *sql.Tx) (*sql.Tx, func(error) error, error) {
	if tx != nil {
		return tx, func(err error) error { return err }, nil
	}
	tx, err := s.db.Begin()
	if err != nil {
		return nil, nil, err
	}
	return tx, func(err error) error {
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	}, nil
}

// Right: the function that comes with it knows.
func (s *store) ensured(tx *sql.Tx, id int64) error {
	tx, end, err := s.ensure(tx)
	if err != nil {
		return err
	}
	_, err = tx.Exec(insert, id)
	return end(err)
}

// Right: opened for some orders only; nil says so.
func (s *store) ifMany(ids []int64) error {
	var tx *sql.Tx
	if len(ids) > 1 {
		var err error
		if tx, err = s.db.Begin(); err != nil {
			return err
		}
		defer func() { tx.Rollback() }()
	}
	if len(ids) == 0 {
		return errEmpty
	}
	if tx == nil {
		_, err := s.db.Exec(insert, ids[0])
		return err
	}
	for _, id := range ids {
		if _, err := tx.Exec(insert, id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

type execer interface {
	Exec(query string, args ...any) (sql.Result, error)
}

// Right: what runs the statements is one or the other; the transaction is nil or open.
func (s *store) either(id int64, atomic bool) error {
	var run execer = s.db
	var tx *sql.Tx
	if atomic {
		var err error
		if tx, err = s.db.Begin(); err != nil {
			return err
		}
		run = tx
	}
	_, err := run.Exec(insert, id)
	if tx == nil {
		return err
	}
	if err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}
