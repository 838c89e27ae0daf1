// Package callbacks has function arguments that the callee calls before it returns.
package callbacks

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"slices"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func pingName(string) error { return ping() }

func each(xs []string, fn func(string) error) error {
	for _, x := range xs {
		if err := fn(x); err != nil {
			return err
		}
	}
	return nil
}

// A literal made inside: in the literal. It is not reported again at the call.
func literalToEach(ctx context.Context, db *sql.DB, names []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = each(names, func(name string) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name); err != nil {
			return err
		}
		return ping() // want:http-in-tx
	})
	if err != nil {
		return err
	}
	return tx.Commit()
}

// The same without an effect.
func statementsInEach(ctx context.Context, db *sql.DB, names []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = each(names, func(name string) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name)
		return err
	})
	if err != nil {
		return err
	}
	return tx.Commit()
}

// A named function: at the call that is handed it.
func namedToEach(tx *sql.Tx, names []string) error {
	if err := each(names, pingName); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}

// A literal made before the transaction: at the call that is handed it.
func oldLiteralToEach(ctx context.Context, db *sql.DB, names []string) error {
	tell := func(name string) error { return ping() }
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := each(names, tell); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE names SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Handed on through two functions before it is called.
func eachTwice(xs []string, fn func(string) error) error {
	return errors.Join(each(xs, fn), inReverse(xs, fn))
}

func inReverse(xs []string, fn func(string) error) error {
	xs = slices.Clone(xs)
	slices.Reverse(xs)
	return each(xs, func(x string) error { return fn(x) })
}

func throughTwo(tx *sql.Tx, names []string) error {
	if err := eachTwice(names, pingName); err != nil { // want:http-in-tx
		return err
	}
	if err := inReverse(names, pingName); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}

// One of two arguments is called, the other one is not.
func onlyFirst(do, ignored func() error) error {
	if ignored == nil {
		return errors.New("nil")
	}
	return do()
}

func nothing() error { return nil }

func oneOfTwo(tx *sql.Tx) error {
	if err := onlyFirst(nothing, ping); err != nil {
		return err
	}
	if err := onlyFirst(ping, nothing); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE names SET told = 1")
	return err
}
