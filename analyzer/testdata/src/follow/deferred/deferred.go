// Package deferred has effects in deferred calls, which run in reverse order.
package deferred

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

func ping() {
	resp, err := http.Get("http://example.com")
	if err == nil {
		_ = resp.Body.Close()
	}
}

// Deferred after the rollback: runs before it, inside on the error path.
func afterRollbackDefer(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer ping() // want:http-in-tx
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Deferred before the opening: runs after the rollback.
func beforeOpening(ctx context.Context, db *sql.DB) error {
	defer ping()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Deferred between the opening and the rollback: runs after the rollback.
func beforeRollbackDefer(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer ping()
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Every return has ended the transaction before the deferred call runs.
func endedOnEveryReturn(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer ping()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// A deferred literal: the finding stands in it.
func literal(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer func() {
		time.Sleep(time.Second) // want:sleep-in-tx
	}()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A deferred literal that runs after the end, by a named error.
func literalAfterEnd(ctx context.Context, db *sql.DB) (err error) {
	defer func() {
		if err != nil {
			ping()
		}
	}()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// One literal rolls back and then tells: after the end.
func rollbackThenTell(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		_ = tx.Rollback()
		ping()
	}()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// One literal tells and then rolls back: inside.
func tellThenRollback(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		ping() // want:http-in-tx
		_ = tx.Rollback()
	}()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// The arguments of a deferred call are evaluated where it is deferred.
func arguments(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer record(code()) // want:http-in-tx
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

func record(n int) { println(n) }

func code() int {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return 0
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

// The outer call runs where it is deferred, the returned literal at exit.
func trace(name string) func() {
	start := time.Now()
	return func() { println(name, time.Since(start)) }
}

func traced(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer trace("traced")()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// The deferred call is in a callee: it has run when the callee returns.
func deferredInCallee(tx *sql.Tx) error {
	tidyUp() // want:http-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

func tidyUp() { defer ping() }

// A method value that is deferred is bound at once and called at exit.
type client struct{}

func (client) flush() { ping() }

func methodValue(ctx context.Context, db *sql.DB, c client) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer c.flush() // want:http-in-tx
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Deferred after the opening, where the only return before it is that of the failed opening.
func onlyOnSuccess(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	defer ping()
	return nil
}

// A function that is handed the transaction: its deferred calls run before its caller ends it.
func handed(tx *sql.Tx) error {
	defer ping() // want:http-in-tx
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// The deciding closure commits: what was deferred after it runs before it.
func deciding(ctx context.Context, db *sql.DB) (err error) {
	tx, err := db.BeginTx(ctx, nil)
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
		err = tx.Commit()
	}()
	defer ping() // want:http-in-tx
	_, err = tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// What was deferred before the deciding closure runs after the end.
func beforeDeciding(ctx context.Context, db *sql.DB) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer ping()
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}
