package shadowederror

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"

	"shadowederror/finish"
)

// Wrong: the result has no name, and the err of the if is another one.
func shadowed(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	if _, err := tx.Exec(insert, id); err != nil {
		return err // want:shadowed-error
	}
	if _, err := tx.Exec(audit, id); err != nil {
		log.Print(err)
		return fmt.Errorf("audit: %w", err) // want:shadowed-error
	}
	return nil
}

// Wrong: the closure's err is assigned, but not with what is returned.
func another(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
		} else {
			_ = tx.Commit()
		}
	}()
	if _, err = tx.Exec(insert, id); err != nil {
		return err
	}
	if id == 0 {
		return errEmpty // want:shadowed-error
	}
	if id < 0 {
		return errors.New("negative id") // want:shadowed-error
	}
	return nil
}

// Wrong: what the call returns goes past the closure.
func returnsCall(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
		} else {
			_ = tx.Commit()
		}
	}()
	return write(tx, id) // want:shadowed-error
}

// Wrong: the runner's result has no name.
func inTx(ctx context.Context, db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	return fn(tx) // want:shadowed-error
}

// Wrong: the named result is one variable, the closure's another.
func otherName(db *sql.DB, id int64) (failure error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err == nil {
			failure = tx.Commit()
		} else {
			_ = tx.Rollback()
		}
	}()
	if failure = write(tx, id); failure != nil {
		return failure // want:shadowed-error
	}
	if failure = write(tx, -id); failure != nil {
		return // want:shadowed-error
	}
	return nil
}

// Wrong: the named result is shadowed where the closure is made.
func innerScope(db *sql.DB, id int64) (err error) {
	if id > 0 {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer func() {
			if p := recover(); p != nil {
				_ = tx.Rollback()
				panic(p)
			}
			if err != nil {
				_ = tx.Rollback()
				return
			}
			_ = tx.Commit()
		}()
		if id > 10 {
			return errEmpty // want:shadowed-error
		}
		return write(tx, id) // want:shadowed-error
	}
	return nil
}

// Wrong: a finisher of another package is given the wrong variable.
func finished(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer finish.End(tx, &err)
	if err := write(tx, id); err != nil {
		return err // want:shadowed-error
	}
	return nil
}

// Wrong: the same by a closure that asks a function.
func closed(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		_ = finish.Close(tx, err)
	}()
	if id == 0 {
		return errEmpty // want:shadowed-error
	}
	return nil
}

// Wrong: a flag for failure that one path forgets.
func failedFlag(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	failed := false
	defer func() {
		if p := recover(); p != nil || failed {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	if err := write(tx, id); err != nil {
		failed = true
		return err
	}
	if err := write(tx, -id); err != nil {
		return err // want:shadowed-error
	}
	return nil
}

// Wrong: the flag is set before the last statement.
func flagTooEarly(db *sql.DB, id int64) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	ok := false
	defer func() {
		if !ok {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	if err := write(tx, id); err != nil {
		return err
	}
	ok = true
	if _, err := tx.Exec(audit, id); err != nil {
		return err // want:shadowed-error
	}
	return nil
}

// Wrong: in a loop, and in a switch.
func loop(db *sql.DB, ids []int64) (n int, _ error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit()
	}()
	for _, id := range ids {
		switch {
		case id == 0:
			continue
		case id < 0:
			return n, errEmpty // want:shadowed-error
		}
		if err := write(tx, id); err != nil {
			return n, err // want:shadowed-error
		}
		n++
	}
	return n, nil
}

// Wrong: in a literal.
func literal(db *sql.DB, id int64) error {
	run := func() error {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer func() {
			if p := recover(); p != nil {
				_ = tx.Rollback()
				panic(p)
			}
			if err != nil {
				_ = tx.Rollback()
				return
			}
			_ = tx.Commit()
		}()
		return write(tx, id) // want:shadowed-error
	}
	return run()
}
