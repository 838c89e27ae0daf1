// Package errors has openers' errors that are looked at in other ways than by a plain comparison.
package errors

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"time"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// As long as the error is nil, step by step: the effect comes only where all went well.
func asLongAs(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err == nil {
		defer tx.Rollback()
		_, err = tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	}
	if err == nil {
		err = tx.Commit()
	}
	if err == nil {
		err = ping()
	}
	return err
}

// The other way round: where the statement failed, the rollback is still to come.
func whereNot(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err == nil {
		defer tx.Rollback()
		_, err = tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	}
	if err != nil {
		_ = ping() // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// A bool that stands for the error.
func byBool(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	failed := err != nil
	if failed {
		return errors.Join(err, ping())
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// The error is wrapped, and nil stays nil.
func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

func byWrapped(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err := wrap("begin", err); err != nil {
		return errors.Join(err, ping())
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Errors of a kind, asked for before all others.
func byKind(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if errors.Is(err, sql.ErrConnDone) {
		return errors.Join(err, ping())
	}
	var timeout interface{ Timeout() bool }
	if errors.As(err, &timeout) {
		time.Sleep(time.Second)
		return err
	}
	if err == context.Canceled {
		return ping()
	}
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A function of the user's asks for the kind.
func isBusy(err error) bool { return err != nil && err.Error() == "database is locked" }

func byOwnKind(ctx context.Context, db *sql.DB) error {
	for {
		tx, err := db.BeginTx(ctx, nil)
		if isBusy(err) {
			time.Sleep(time.Millisecond)
			continue
		}
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return tx.Commit()
	}
}

// Named results: a bare return.
func named(ctx context.Context, db *sql.DB) (n int64, err error) {
	var tx *sql.Tx
	if tx, err = db.BeginTx(ctx, nil); err != nil {
		_ = ping()
		return
	}
	defer tx.Rollback()
	var res sql.Result
	if res, err = tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return
	}
	if n, err = res.RowsAffected(); err != nil {
		return
	}
	if err = tx.Commit(); err != nil {
		return
	}
	err = ping()
	return
}

// The process ends where opening failed.
func mustOpen(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		_ = ping()
		panic(err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Nothing that a constant forbids is reached.
const debug = false

func never(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if debug {
		_ = ping()
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A flag says whether the commit was reached.
func byFlag(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed {
			_ = tx.Rollback()
		}
		_ = ping()
	}()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	committed = true
	return ping()
}

// A dry run is rolled back, a real one committed: both have ended.
func dryRun(ctx context.Context, db *sql.DB, dry bool) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	end := tx.Commit
	if dry {
		end = tx.Rollback
	}
	if err := end(); err != nil {
		return err
	}
	return ping()
}

// Two transactions on two databases: one has ended, the other has not.
func twoDatabases(ctx context.Context, orders, stock *sql.DB) error {
	a, err := orders.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer a.Rollback()
	b, err := stock.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer b.Rollback()
	if _, err := a.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if _, err := b.ExecContext(ctx, "UPDATE stock SET n = 1"); err != nil {
		return err
	}
	if err := a.Commit(); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if err := b.Commit(); err != nil {
		return err
	}
	return ping()
}

// At package level, in init.
func init() {
	db := new(sql.DB)
	tx, err := db.Begin()
	if err != nil {
		return
	}
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return
	}
	if err := tx.Commit(); err != nil {
		panic(err)
	}
}
