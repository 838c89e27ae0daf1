package commitonpanic

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"commitonpanic/finish"
)

// Wrong: the classical runner. Where fn panics, err is nil.
func inTx(db *sql.DB, fn func(*sql.Tx) error) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return fn(tx)
}

// What runs in it is not to blame.
func useInTx(db *sql.DB, id int64) error {
	return inTx(db, func(tx *sql.Tx) error {
		_, err := tx.Exec(insert, id)
		return err
	})
}

// Wrong: the same with a result, the commit first.
func with[T any](ctx context.Context, db *sql.DB, fn func(context.Context, *sql.Tx) (T, error)) (out T, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return out, err
	}
	defer func() { // want:commit-on-panic
		if err == nil {
			err = tx.Commit()
		} else if rerr := tx.Rollback(); rerr != nil {
			err = errors.Join(err, rerr)
		}
	}()
	out, err = fn(ctx, tx)
	return out, err
}

// Wrong: statements only; a Valuer among their arguments is code as well.
func statements(db *sql.DB, ids []int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { // want:commit-on-panic
		switch err {
		case nil:
			err = tx.Commit()
		default:
			_ = tx.Rollback()
		}
	}()
	for _, id := range ids {
		if _, err = tx.Exec(insert, id); err != nil {
			return err
		}
	}
	return nil
}

// Wrong: the closure commits, a plain rollback was deferred before: too late.
func aboveRollback(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer func() { // want:commit-on-panic
		if err == nil {
			err = tx.Commit()
		}
	}()
	_, err = tx.Exec(insert, id)
	return err
}

// Wrong: the panic is caught, but by a closure that runs after the commit.
func caughtLater(db *sql.DB, id int64) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			_ = tx.Rollback()
		} else {
			err = tx.Commit()
		}
	}()
	return write(tx, id)
}

// Wrong: a finisher with a pointer to the named result, of another package.
func finished(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer finish.End(tx, &err) // want:commit-on-panic
	return write(tx, id)
}

// Wrong: the same as a function value.
func finishedWith(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	done := finish.With(tx)
	defer done(&err) // want:commit-on-panic
	return write(tx, id)
}

// Wrong: a method of a wrapper.
func unit(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	u := &finish.Unit{Tx: tx}
	defer u.Done(&err) // want:commit-on-panic
	return write(u.Tx, id)
}

// Wrong: an opener gives the function that ends it along.
func begin(db *sql.DB) (*sql.Tx, func(*error), error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, nil, err
	}
	return tx, finish.With(tx), nil
}

func begun(db *sql.DB, id int64) (err error) {
	tx, end, err := begin(db)
	if err != nil {
		return err
	}
	defer end(&err) // want:commit-on-panic
	return write(tx, id)
}

// Wrong: a flag for failure is no better than an error.
func failedFlag(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	failed := false
	defer func() { // want:commit-on-panic
		if failed {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if err = write(tx, id); err != nil {
		failed = true
	}
	return err
}

// Wrong: the code panics by itself.
func panics(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if id < 0 {
		panic("negative id")
	}
	return nil
}

// Wrong: whoever is handed the transaction decides its end the same way.
func handed(tx *sql.Tx, id int64) (err error) {
	defer func() { // want:commit-on-panic
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return write(tx, id)
}

// Wrong: a turn of a loop in a literal of its own.
func eachTurn(db *sql.DB, ids []int64) error {
	for _, id := range ids {
		err := func() (err error) {
			tx, err := db.Begin()
			if err != nil {
				return err
			}
			defer func() { // want:commit-on-panic
				if err != nil {
					_ = tx.Rollback()
				} else {
					err = tx.Commit()
				}
			}()
			return write(tx, id)
		}()
		if err != nil {
			return err
		}
	}
	return nil
}

// Wrong: deferred before the opening, for a transaction that may be nil.
func deferredBefore(db *sql.DB, id int64) (err error) {
	var tx *sql.Tx
	defer func() { // want:commit-on-panic
		if tx == nil {
			return
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if tx, err = db.Begin(); err != nil {
		return err
	}
	return write(tx, id)
}

// Wrong: opened and ended only where nobody handed one in.
func joins(db *sql.DB, outer *sql.Tx, id int64) (err error) {
	tx := outer
	if tx == nil {
		if tx, err = db.Begin(); err != nil {
			return err
		}
		defer func() { // want:commit-on-panic
			if err != nil {
				_ = tx.Rollback()
				return
			}
			err = tx.Commit()
		}()
	}
	return write(tx, id)
}

// Wrong: the call that panics is a method of the user's, and its error is
// looked at later.
type importer struct{ lines []string }

func (i *importer) next() (int64, error) {
	if len(i.lines) == 0 {
		return 0, errors.New("empty")
	}
	i.lines = i.lines[1:]
	return int64(len(i.lines[0])), nil
}

func (i *importer) run(db *sql.DB) (n int64, err error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			_ = tx.Rollback()
			return
		}
		if err = tx.Commit(); err != nil {
			n = 0
		}
	}()
	n, err = i.next()
	if err != nil {
		return 0, err
	}
	return n, write(tx, n)
}
