// Package callbacks runs its statements in callbacks of a runner.
package callbacks

import (
	"context"
	"database/sql"
	"errors"
	"log"
)

const (
	insert = "INSERT INTO orders (id) VALUES (?)"
	audit  = "INSERT INTO audit (id) VALUES (?)"
)

type store struct{ db *sql.DB }

func (s *store) inTx(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func withTx[T any](db *sql.DB, fn func(*sql.Tx) (T, error)) (v T, err error) {
	tx, err := db.Begin()
	if err != nil {
		return v, err
	}
	defer tx.Rollback()
	if v, err = fn(tx); err != nil {
		return v, err
	}
	return v, tx.Commit()
}

// Right: the callback returns what fails.
func (s *store) returned(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, insert, id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, audit, id)
		return err
	})
}

// Right: the row that isn't there is no failure.
func (s *store) noRows(ctx context.Context, id int64) (n int, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT n FROM orders WHERE id = ?", id).Scan(&n)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return n, err
}

// Right: another error is returned for it.
func (s *store) replaced(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, insert, id); err != nil {
			log.Print(err)
			return errors.New("could not insert")
		}
		return nil
	})
}

// Right: an explicit blank.
func (s *store) blank(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, _ = tx.ExecContext(ctx, audit, id)
		return nil
	})
}

// Right: the callback always fails, so that nothing is committed.
func (s *store) dryRun(ctx context.Context, id int64) error {
	errDry := errors.New("dry run")
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		tx.ExecContext(ctx, insert, id)
		return errDry
	})
	if err == errDry {
		return nil
	}
	return err
}

// Right: the captured error is what is returned.
func (s *store) captured(ctx context.Context, id int64) (err error) {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, err = tx.ExecContext(ctx, insert, id)
		return err
	})
}

// Wrong: seen, logged, and nil is returned.
func (s *store) loggedOnly(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, insert, id); err != nil { // want:swallowed-error
			log.Print(err)
			return nil
		}
		return nil
	})
}

// Wrong: falls through to the last return.
func (s *store) fallsThrough(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, audit, id); err != nil { // want:swallowed-error
			log.Print(err)
		}
		return nil
	})
}

// Wrong: a callback with a name.
func (s *store) named(ctx context.Context) error { return s.inTx(ctx, s.step) }

func (s *store) step(tx *sql.Tx) error {
	tx.Exec(audit, 1) // want:swallowed-error
	return nil
}

// Wrong: a callback in a variable.
func (s *store) variable(ctx context.Context, id int64) error {
	step := func(tx *sql.Tx) error {
		if _, err := tx.Exec(insert, id); err != nil { // want:swallowed-error
			log.Print(err)
		}
		return nil
	}
	return s.inTx(ctx, step)
}

// Wrong: the call stands alone.
func (s *store) alone(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		tx.ExecContext(ctx, audit, id) // want:swallowed-error
		_, err := tx.ExecContext(ctx, insert, id)
		return err
	})
}

// Wrong: a generic runner.
func (s *store) generic(id int64) (int64, error) {
	return withTx(s.db, func(tx *sql.Tx) (int64, error) {
		tx.Exec(audit, id) // want:swallowed-error
		res, err := tx.Exec(insert, id)
		if err != nil {
			return 0, err
		}
		return res.RowsAffected()
	})
}

// The error is seen, and what is returned is that of a later statement.
func (s *store) goesOn(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, insert, id); err != nil { // want:swallowed-error
			log.Print(err)
		}
		_, err := tx.ExecContext(ctx, audit, id)
		return err
	})
}

// Right: tried in another way, whose error is returned.
func (s *store) otherWay(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, insert, id)
		if err != nil {
			log.Print(err)
			_, err = tx.ExecContext(ctx, audit, id)
		}
		return err
	})
}
