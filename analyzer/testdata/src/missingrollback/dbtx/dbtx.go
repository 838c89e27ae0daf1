// Package dbtx ends transactions for other packages.
package dbtx

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
)

// Rollback rolls back and logs what goes wrong, unless it was ended before.
func Rollback(ctx context.Context, msg string, tx *sql.Tx) {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		log.Printf("%s: %v (%v)", msg, err, ctx.Err())
	}
}

// Fail rolls back and returns the cause.
func Fail(tx *sql.Tx, format string, cause error) error {
	if err := tx.Rollback(); err != nil {
		return fmt.Errorf(format+" (rollback: %v)", cause, err)
	}
	return fmt.Errorf(format, cause)
}

// Finish commits, or rolls back where *err tells of a failure or the caller panics.
func Finish(tx *sql.Tx, err *error) {
	if p := recover(); p != nil {
		tx.Rollback()
		panic(p)
	}
	if *err != nil {
		tx.Rollback()
		return
	}
	*err = tx.Commit()
}

// Quiet rolls back whatever can be rolled back.
func Quiet(r interface{ Rollback() error }) { _ = r.Rollback() }

// End rolls back whatever type it is.
func End[T interface{ Rollback() error }](t T) {
	if err := t.Rollback(); err != nil {
		log.Print(err)
	}
}

// LogError calls f and logs its error.
func LogError(f func() error, msg string) {
	if err := f(); err != nil {
		log.Printf("%s: %v", msg, err)
	}
}

// Describe looks at the transaction and ends nothing.
func Describe(tx *sql.Tx, msg string) { log.Printf("%s: %p", msg, tx) }
