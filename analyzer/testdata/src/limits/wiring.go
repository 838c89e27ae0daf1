package limits

import (
	"context"
	"database/sql"

	"limits/nameless"
	"limits/opened"
)

type teller interface{ Tell() error }

type tellerFunc func() error

func (f tellerFunc) Tell() error { return f() }

type telling struct{ teller teller }

func newTelling() *telling { return &telling{tellerFunc(ping)} }

// functionAdapter: the type that implements the interface is a function, and
// calls itself.
func (t *telling) functionAdapter(ctx context.Context, tx *sql.Tx) error {
	if err := t.teller.Tell(); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

type pinger struct{}

func (pinger) Ping() error { return ping() }

// namelessInterface wires a port that has no name in another package.
func namelessInterface() *nameless.Service { return nameless.New(pinger{}) }

// openedElsewhere begins deferred, reads and writes.
func openedElsewhere(ctx context.Context) error {
	db, err := opened.Open()
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&n); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE totals SET n = ?", n); err != nil {
		return err
	}
	return tx.Commit()
}

// textNotConstant leaves the transaction open when the update fails.
func textNotConstant(ctx context.Context, conn *sql.Conn, mode string) error {
	if _, err := conn.ExecContext(ctx, "BEGIN "+mode); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, "COMMIT")
	return err
}
