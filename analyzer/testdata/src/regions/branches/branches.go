// Package branches has regions that are open on some paths only.
package branches

import (
	"context"
	"database/sql"
	"errors"
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

// The opener in the initialiser of an if: open where the error is nil, and there only.
func inInitialiser(ctx context.Context, db *sql.DB) error {
	if tx, err := db.BeginTx(ctx, nil); err == nil {
		defer tx.Rollback()
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return tx.Commit()
	}
	return ping()
}

// The error looked at by a switch.
func inSwitch(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	switch {
	case errors.Is(err, sql.ErrConnDone):
		time.Sleep(time.Second)
		return err
	case err != nil:
		return errors.Join(err, ping())
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// The other way round, and with the nil on the left.
func otherWayRound(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if nil == err {
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return tx.Commit()
	} else {
		return errors.Join(err, ping())
	}
}

// A transaction only if asked for; the effect only if not.
func eitherOr(ctx context.Context, db *sql.DB, durable bool) error {
	var tx *sql.Tx
	if durable {
		var err error
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return err
		}
		defer tx.Rollback()
	}
	if !durable {
		return ping()
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// The same, but the effect comes in both cases.
func inBothCases(ctx context.Context, db *sql.DB, durable bool) error {
	var tx *sql.Tx
	if durable {
		var err error
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return err
		}
		defer tx.Rollback()
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if tx == nil {
		return nil
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// By the transaction itself: where it is nil, none is open.
func byNil(ctx context.Context, db *sql.DB, durable bool) error {
	var tx *sql.Tx
	if durable {
		var err error
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return err
		}
		defer tx.Rollback()
	}
	if tx == nil {
		return ping()
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Committed on one branch, still open on the other.
func endedOnOneBranch(ctx context.Context, db *sql.DB, early bool) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if early {
		if err := tx.Commit(); err != nil {
			return err
		}
		return ping()
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// Ended on all branches of a switch, in each by another way.
func endedOnAll(ctx context.Context, db *sql.DB, how int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	_, execErr := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	switch {
	case execErr != nil, how == 0:
		err = tx.Rollback()
	default:
		err = tx.Commit()
	}
	if err := ping(); err != nil {
		return err
	}
	return errors.Join(execErr, err)
}

// The effect stands under a condition inside.
func underCondition(ctx context.Context, db *sql.DB, tell bool) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	res, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n > 0 && tell {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
	}
	return tx.Commit()
}

// The condition is remembered, and the effect comes after the commit.
func remembered(ctx context.Context, db *sql.DB, tell bool) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	res, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if n > 0 && tell {
		return ping()
	}
	return nil
}
