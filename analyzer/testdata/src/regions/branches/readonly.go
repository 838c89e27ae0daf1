package branches

import (
	"context"
	"database/sql"
	"errors"
)

// A read-only transaction that is only ever rolled back is one.
func readOnly(ctx context.Context, db *sql.DB) (int, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT n FROM counters").Scan(&n); err != nil {
		return 0, err
	}
	return n, ping() // want:http-in-tx
}

// Rolled back at once, and then the effect.
func readOnlyMended(ctx context.Context, db *sql.DB) (int, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	var n int
	err = tx.QueryRowContext(ctx, "SELECT n FROM counters").Scan(&n)
	if err := errors.Join(err, tx.Rollback()); err != nil {
		return 0, err
	}
	return n, ping()
}

// A label and a goto around the end.
func withGoto(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		goto fail
	}
	if err = tx.Commit(); err != nil {
		return err
	}
	return ping()
fail:
	_ = ping() // want:http-in-tx
	_ = tx.Rollback()
	return err
}

// A transaction on a connection that is pinned.
func onConn(ctx context.Context, conn *sql.Conn) error {
	if err := ping(); err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
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
	if err := tx.Commit(); err != nil {
		return err
	}
	return ping()
}

// Closing the connection ends no transaction, and neither does closing rows.
func closingEndsNothing(ctx context.Context, conn *sql.Conn) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT n FROM counters")
	if err != nil {
		return err
	}
	if err := rows.Close(); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}
