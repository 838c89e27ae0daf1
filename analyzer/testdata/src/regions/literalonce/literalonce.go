// Package literalonce bounds transactions by literals that are called at once.
package literalonce

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

// What follows the literal is after the end.
func bounded(ctx context.Context, db *sql.DB) error {
	err := func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return tx.Commit()
	}()
	if err != nil {
		return errors.Join(err, ping())
	}
	return ping()
}

// What the literal does inside is inside.
func insideLiteral(ctx context.Context, db *sql.DB) error {
	err := func() error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return tx.Commit()
	}()
	if err != nil {
		return err
	}
	return ping()
}

// With a named result, and the end decided by it in a deferred literal.
func namedResult(ctx context.Context, db *sql.DB) error {
	err := func() (err error) {
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
		_, err = tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	}()
	if err != nil {
		return err
	}
	time.Sleep(time.Second)
	return ping()
}

// One in each turn of a loop.
func everyTurn(ctx context.Context, db *sql.DB, ids []int64) error {
	for _, id := range ids {
		err := func() error {
			tx, err := db.BeginTx(ctx, nil)
			if err != nil {
				return err
			}
			defer tx.Rollback()
			if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = ?", id); err != nil {
				return err
			}
			return tx.Commit()
		}()
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if err := ping(); err != nil {
			return err
		}
	}
	return nil
}

// A literal inside the transaction that bounds something else.
func boundsSomethingElse(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	total, err := func() (int, error) {
		rows, err := tx.QueryContext(ctx, "SELECT n FROM counters")
		if err != nil {
			return 0, err
		}
		defer rows.Close()
		sum := 0
		for rows.Next() {
			var n int
			if err := rows.Scan(&n); err != nil {
				return 0, err
			}
			sum += n
		}
		return sum, rows.Err()
	}()
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO totals VALUES (?)", total); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// A literal called at once opens for the function around it.
func opensForOuter(ctx context.Context, db *sql.DB) error {
	tx, err := func() (*sql.Tx, error) {
		if err := ping(); err != nil {
			return nil, err
		}
		return db.BeginTx(ctx, nil)
	}()
	if err != nil {
		return errors.Join(err, ping())
	}
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A literal called at once commits for the function around it.
func commitsForOuter(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	err = func() error { return tx.Commit() }()
	if err != nil {
		return err
	}
	return ping()
}

// A literal called at once inside a callback of go: its transaction is its own.
func inGoroutine(ctx context.Context, db *sql.DB, errs chan<- error) {
	go func() {
		errs <- func() error {
			tx, err := db.BeginTx(ctx, nil)
			if err != nil {
				return err
			}
			defer tx.Rollback()
			if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
				return err
			}
			return tx.Commit()
		}()
	}()
}
