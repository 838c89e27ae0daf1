// Package ownership has transactions that are opened by the function or handed to it, by a condition.
package ownership

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Opened only if none was handed, and ended only then: in both cases it is open in between.
func ensure(ctx context.Context, db *sql.DB, tx *sql.Tx) error {
	own := tx == nil
	if own {
		var err error
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return err
		}
		defer tx.Rollback()
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if !own {
		return nil
	}
	return tx.Commit()
}

// The effect comes only where the transaction was the own one, after its end.
func ensureMended(ctx context.Context, db *sql.DB, tx *sql.Tx) error {
	own := tx == nil
	if own {
		var err error
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return err
		}
		defer tx.Rollback()
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if !own {
		return nil
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}

type key struct{}

// From the context, or an own one: the context's is open around, wherever it was opened.
func fromContext(ctx context.Context, db *sql.DB) error {
	tx, joined := ctx.Value(key{}).(*sql.Tx)
	if !joined {
		var err error
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return errors.Join(err, ping())
		}
		defer tx.Rollback()
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if joined {
		return nil
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}

// By recursion: the function calls itself with the transaction that it opened.
func recursive(ctx context.Context, db *sql.DB, tx *sql.Tx) error {
	if tx == nil {
		own, err := db.BeginTx(ctx, nil)
		if err != nil {
			return errors.Join(err, ping())
		}
		defer own.Rollback()
		if err := recursive(ctx, db, own); err != nil {
			return err
		}
		if err := own.Commit(); err != nil {
			return err
		}
		return ping()
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}
