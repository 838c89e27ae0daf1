// Package finish ends transactions for other packages.
package finish

import (
	"database/sql"
	"errors"
	"fmt"
	"log"
)

// End commits or rolls back by an error, and by that alone.
func End(tx *sql.Tx, err *error) {
	if *err != nil {
		*err = errors.Join(*err, tx.Rollback())
		return
	}
	*err = tx.Commit()
}

// EndOrPanic looks at the panic first.
func EndOrPanic(tx *sql.Tx, err *error) {
	if p := recover(); p != nil {
		_ = tx.Rollback()
		panic(p)
	}
	End(tx, err)
}

// With is End as a function value.
func With(tx *sql.Tx) func(*error) {
	return func(err *error) { End(tx, err) }
}

// WithPanic is EndOrPanic as a function value.
func WithPanic(tx *sql.Tx) func(*error) {
	return func(err *error) {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		End(tx, err)
	}
}

// Rescue makes an error of a panic.
func Rescue(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v", p)
	}
}

// Undo rolls back, whether there is something to undo or not.
func Undo(tx *sql.Tx) {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		log.Print(err)
	}
}

// A Unit is a transaction that ends by itself.
type Unit struct{ Tx *sql.Tx }

// Done commits, unless there was an error.
func (u *Unit) Done(err *error) {
	if *err == nil {
		*err = u.Tx.Commit()
		return
	}
	if rerr := u.Tx.Rollback(); rerr != nil {
		*err = fmt.Errorf("%w (%v)", *err, rerr)
	}
}
