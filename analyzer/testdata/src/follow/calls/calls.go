// Package calls has effects behind any number of plain calls.
package calls

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"os"
	"time"
)

// One call away.
func one(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET pinged = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Nine calls away.
func nine(tx *sql.Tx) error {
	if err := c1(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET pinged = 1")
	return err
}

func c1() error { return c2() }
func c2() error { return c3() }
func c3() error { return c4() }
func c4() error { return c5() }
func c5() error { return c6() }
func c6() error { return c7() }
func c7() error { return c8() }
func c8() error { return ping() }

// The effect is on one branch of the callee only.
func onBranch(tx *sql.Tx, urgent bool) error {
	if err := maybe(urgent); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET pinged = 1")
	return err
}

func maybe(urgent bool) error {
	if urgent {
		return ping()
	}
	return nil
}

// The effect is in an argument, a condition, an index, a composite literal.
func places(tx *sql.Tx, codes []int) error {
	if status() == 200 { // want:http-in-tx
		return errors.New("up")
	}
	n := codes[status()] // want:http-in-tx
	v := struct{ code int }{
		code: status(), // want:http-in-tx
	}
	switch status() { // want:http-in-tx
	case v.code:
		return nil
	}
	for i := 0; i < status(); i++ { // want:http-in-tx
		n++
	}
	_, err := tx.Exec("UPDATE orders SET code = ?", n)
	return err
}

func status() int {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return 0
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

// Of an and, the right side runs under a condition: it may run.
func shortCircuit(tx *sql.Tx, urgent bool) error {
	if urgent && status() == 200 { // want:http-in-tx
		return nil
	}
	_, err := tx.Exec("UPDATE orders SET pinged = 1")
	return err
}

// An effect as the result: evaluated inside, since the rollback is only deferred.
func inReturn(ctx context.Context, db *sql.DB) (int, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		return status(), err // want:http-in-tx
	}
	return 0, tx.Commit()
}

// The commit is evaluated first: what is called with its error runs after the end.
func afterCommitInReturn(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		return err
	}
	return report(tx.Commit())
}

func report(err error) error {
	if err != nil {
		return errors.Join(err, ping())
	}
	return nil
}

// Operands are evaluated from the left: the commit comes first.
func commitThenPing(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		return err
	}
	return errors.Join(tx.Commit(), ping())
}

// The other way round it is inside.
func pingThenCommit(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		return err
	}
	return errors.Join(
		ping(), // want:http-in-tx
		tx.Commit(),
	)
}

// A callee without any effect, through several calls.
func harmless(tx *sql.Tx, a, b int) error {
	_, err := tx.Exec("UPDATE orders SET total = ?", total(a, b))
	return err
}

func total(a, b int) int { return add(a, vat(b)) }
func add(a, b int) int   { return a + b }
func vat(n int) int      { return n * 119 / 100 }

// A function with an effect that is only named, not called.
func onlyNamed(tx *sql.Tx) error {
	same := errors.Is
	_ = ping
	var unused func() error = ping
	_ = unused
	if same(nil, sql.ErrNoRows) {
		return nil
	}
	_, err := tx.Exec("UPDATE orders SET pinged = 1")
	return err
}

// Before and after: the same helper, called outside.
func outside(ctx context.Context, db *sql.DB) error {
	if err := ping(); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return errors.Join(err, ping())
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET pinged = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return errors.Join(err, ping())
	}
	return ping()
}

// A callee that has a transaction of its own, and its effect after that has ended: an effect for its callers too.
func callsShortTx(tx *sql.Tx, other *sql.DB) error {
	if err := shortTx(other); err != nil { // want:sleep-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET pinged = 1")
	return err
}

func shortTx(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("UPDATE logs SET n = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return nil
}

// Functions that never return to the transaction: the process ends, inside.
func dieInside(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		_ = ping() // want:http-in-tx
		os.Exit(1)
	}
	return tx.Commit()
}
