// Package methodvalues has effects behind method values, method expressions and function values in locals.
package methodvalues

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

type client struct{ base string }

func (c *client) send(ctx context.Context) error {
	resp, err := http.Get(c.base)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (c *client) name(ctx context.Context) error { return ctx.Err() }

func pause() { time.Sleep(time.Second) }

// Bound inside the transaction.
func boundInside(ctx context.Context, db *sql.DB, c *client) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	send := c.send
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := send(ctx); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// Bound before the transaction, called inside.
func boundBefore(ctx context.Context, db *sql.DB, c *client) error {
	send := c.send
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := send(ctx); err != nil { // want:http-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A method expression.
func expression(ctx context.Context, tx *sql.Tx, c *client) error {
	if err := (*client).send(c, ctx); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// A named function in a local, and a method value called at once.
func locals(ctx context.Context, tx *sql.Tx, c *client) error {
	wait := pause
	wait()                                // want:sleep-in-tx
	if err := (c.send)(ctx); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// Handed to a function that calls it: at that call.
func handed(ctx context.Context, tx *sql.Tx, c *client) error {
	if err := call(ctx, c.send); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

func call(ctx context.Context, f func(context.Context) error) error { return f(ctx) }

// Bound inside, called after the commit.
func calledAfter(ctx context.Context, db *sql.DB, c *client) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	send := c.send
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return send(ctx)
}

// Bound and returned, or handed to a function that calls another one.
func returned(ctx context.Context, tx *sql.Tx, c *client) (func(context.Context) error, error) {
	if err := call(ctx, c.name); err != nil {
		return nil, err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return c.send, err
}

// The method of another type: what is bound has no effect.
type quiet struct{ n int }

func (q *quiet) send(ctx context.Context) error {
	q.n++
	return nil
}

func boundQuiet(ctx context.Context, tx *sql.Tx, q *quiet) error {
	send := q.send
	if err := send(ctx); err != nil {
		return err
	}
	if err := call(ctx, q.send); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = ?", q.n)
	return err
}

// The commit itself as a method value: what follows is after the end.
func commitAsValue(ctx context.Context, db *sql.DB, c *client) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	done := tx.Commit
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := done(); err != nil {
		return err
	}
	return c.send(ctx)
}

// The commit as an argument of a retrying function: what follows is after the end.
func commitInRetry(ctx context.Context, db *sql.DB, c *client) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := retry(func() error { return tx.Commit() }); err != nil {
		return err
	}
	return c.send(ctx)
}

func retry(f func() error) error {
	var err error
	for range 3 {
		if err = f(); err == nil {
			return nil
		}
	}
	return err
}

// A rollback bound as a method value and deferred ends at exit, not before.
func rollbackAsValue(ctx context.Context, db *sql.DB, c *client) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	rollback := tx.Rollback
	defer rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		_ = c.send(ctx) // want:http-in-tx
		return err
	}
	return tx.Commit()
}
