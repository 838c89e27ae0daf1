// Package closures has effects in function literals.
package closures

import (
	"context"
	"database/sql"
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

// Made inside, called inside: the finding stands in the literal, once, however often it is called.
func madeInside(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tell := func() error {
		return ping() // want:http-in-tx
	}
	if err := tell(); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := tell(); err != nil {
		return err
	}
	return tx.Commit()
}

// Made before, called inside: the finding stands at the call.
func madeBefore(ctx context.Context, db *sql.DB) error {
	tell := func() error { return ping() }
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tell(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Made inside, called after the commit only.
func calledAfter(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	if err := tx.QueryRowContext(ctx, "SELECT max(id) FROM orders").Scan(&id); err != nil {
		return err
	}
	tell := func() error {
		if id == 0 {
			return nil
		}
		return ping()
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return tell()
}

// Made before, called before and after, not inside.
func calledAround(ctx context.Context, db *sql.DB) error {
	tell := func() error { return ping() }
	if err := tell(); err != nil {
		return err
	}
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
	return tell()
}

// Called at once, inside.
func calledAtOnce(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	err = func() error {
		time.Sleep(time.Second) // want:sleep-in-tx
		return nil
	}()
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Literals in literals: the innermost one has the finding.
func nested(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	outer := func() error {
		inner := func() error {
			if err := ping(); err != nil { // want:http-in-tx
				return err
			}
			return nil
		}
		return inner()
	}
	if err := outer(); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A literal that is bound before and calls another one.
func chained(tx *sql.DB) error {
	inner := func() error { return ping() }
	outer := func() error { return inner() }
	t, err := tx.Begin()
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := outer(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := t.Exec("UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return t.Commit()
}

// A recursive literal.
func recursive(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var down func(n int) error
	down = func(n int) error {
		if n == 0 {
			return ping() // want:http-in-tx
		}
		return down(n - 1)
	}
	if err := down(3); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A literal that uses the transaction and has an effect.
func usesTx(ctx context.Context, db *sql.DB, names []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert := func(name string) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name); err != nil {
			return err
		}
		time.Sleep(time.Millisecond) // want:sleep-in-tx
		return nil
	}
	for _, name := range names {
		if err := insert(name); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// The same without an effect.
func usesTxOnly(ctx context.Context, db *sql.DB, names []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert := func(name string) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name)
		return err
	}
	for _, name := range names {
		if err := insert(name); err != nil {
			return err
		}
	}
	return tx.Commit()
}
