// Package handedparam has functions that are handed a transaction: their bodies are regions, and their callers silent.
package handedparam

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

// The finding stands here …
func insert(ctx context.Context, tx *sql.Tx) error {
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}

// … and not at its callers, however many there are.
func caller(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := insert(ctx, tx); err != nil {
		return err
	}
	if err := handsOn(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

func handsOn(ctx context.Context, tx *sql.Tx) error { return insert(ctx, tx) }

// A callee of it that is not handed the transaction: at the call of that.
func insertQuietly(ctx context.Context, tx *sql.Tx) error {
	if err := helper(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}

func helper() error { return ping() }

// One call to each: the one that is not handed it is reported here.
func mixed(ctx context.Context, tx *sql.Tx) error {
	if err := insert(ctx, tx); err != nil {
		return err
	}
	return helper() // want:http-in-tx
}

// Nobody calls it: the parameter alone makes it a region, at any place and under any name.
func unused(_ context.Context, _ int, named *sql.Tx) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	_, err := named.Exec("INSERT INTO orders VALUES (1)")
	return err
}

// A method, and a literal.
type repo struct{}

func (repo) insert(tx *sql.Tx) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO orders VALUES (1)")
	return err
}

var insertLater = func(tx *sql.Tx) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO orders VALUES (1)")
	return err
}

// A named type that stands for the transaction's.
type txn = sql.Tx

func aliased(tx *txn) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO orders VALUES (1)")
	return err
}

// Up to where it ends it.
func finish(tx *sql.Tx) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}

// Its caller is silent: the effect comes after the end.
func callsFinish(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := insertRow(ctx, tx); err != nil {
		return err
	}
	return finishFirst(tx)
}

func insertRow(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}

func finishFirst(tx *sql.Tx) error {
	if err := tx.Commit(); err != nil {
		_ = ping()
		return err
	}
	return ping()
}

// What may be a pool as well opens no region.
type dbtx interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func either(ctx context.Context, db dbtx) error {
	if err := ping(); err != nil {
		return err
	}
	_, err := db.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}

// The caller knows which of them it is.
func eitherInTx(ctx context.Context, db *sql.DB) error {
	if err := either(ctx, db); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := either(ctx, tx); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// Neither does a pool, a connection, a prepared statement, rows, options.
func others(ctx context.Context, db *sql.DB, conn *sql.Conn, stmt *sql.Stmt, rows *sql.Rows, opts *sql.TxOptions) error {
	if err := ping(); err != nil {
		return err
	}
	if rows.Next() {
		time.Sleep(time.Second)
	}
	_, err := stmt.ExecContext(ctx, opts.ReadOnly)
	return err
}

// A generic parameter that may be either.
func generic[H *sql.DB | *sql.Tx](h H) error {
	if err := ping(); err != nil {
		return err
	}
	_ = h
	return nil
}

// A literal that is made in a function that is handed the transaction, and returned.
func later(tx *sql.Tx) (func() error, error) {
	_, err := tx.Exec("INSERT INTO orders VALUES (1)")
	return func() error { return ping() }, err
}

// The transaction as a result, not as a parameter.
func opener(db *sql.DB) (*sql.Tx, error) {
	if err := ping(); err != nil {
		return nil, err
	}
	return db.Begin()
}

// A function type as a parameter: its own body is no region.
func takesCallback(fn func(*sql.Tx) error, tell bool) error {
	if tell && fn != nil {
		return ping()
	}
	return nil
}
