package closures

import (
	"context"
	"database/sql"
	"net/smtp"
	"time"
)

// A variable that holds one literal or another: it may be the one with the effect.
func chosen(ctx context.Context, db *sql.DB, loud bool) error {
	tell := func() error { return nil }
	if loud {
		tell = func() error { return ping() }
	}
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

// The same, where neither has an effect.
func chosenQuietly(ctx context.Context, db *sql.DB, upper bool) error {
	name := func() string { return "name" }
	if upper {
		name = func() string { return "NAME" }
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name()); err != nil {
		return err
	}
	return tx.Commit()
}

// Functions of the standard library as local values.
func libraryValues(tx *sql.Tx, addr string) error {
	send := smtp.SendMail
	if err := send(addr, nil, "a", nil, nil); err != nil { // want:mail-in-tx
		return err
	}
	now, sleep := time.Now, time.Sleep
	sleep(time.Second) // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO times VALUES (?)", now())
	return err
}

// A function under another type is the same function.
type teller func() error

func converted(tx *sql.Tx) error {
	tell := teller(ping)
	if err := tell(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A literal that only one of its callers calls inside.
func insideAndOutside(ctx context.Context, db *sql.DB) error {
	tell := func() { _ = ping() }
	tell()
	defer tell()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		tell()
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		tell() // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		tell()
		return err
	}
	tell()
	return nil
}

// A literal that is made inside and called inside and after: what it does inside counts, once.
func madeInsideCalledTwice(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tell := func() {
		_ = ping() // want:http-in-tx
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		tell()
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	tell()
	return nil
}

// The transaction is assigned in a literal that captures the variable.
func assignedInLiteral(ctx context.Context, db *sql.DB) error {
	var tx *sql.Tx
	begin := func() (err error) {
		tx, err = db.BeginTx(ctx, nil)
		return err
	}
	if err := begin(); err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}

// Ended in a literal that is called on the way out.
func endedInLiteral(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	fail := func(err error) error {
		_ = tx.Rollback()
		_ = ping()
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return fail(err)
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 2"); err != nil {
		return fail(err)
	}
	return tx.Commit()
}

// The same the wrong way round.
func pingInLiteralThenEnd(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	fail := func(err error) error {
		_ = ping() // want:http-in-tx
		_ = tx.Rollback()
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return fail(err)
	}
	return tx.Commit()
}
