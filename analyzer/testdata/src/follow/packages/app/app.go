// Package app uses the others.
package app

import (
	"context"
	"database/sql"
	nethttp "net/http"

	"follow/packages/http"
	"follow/packages/notify"
	"follow/packages/repo"
	"follow/packages/txrun"
)

// Opener and closers of another package.
func openerAndClosers(ctx context.Context, db *sql.DB) error {
	tx, err := txrun.Begin(ctx, db)
	if err != nil {
		_ = notify.Send()
		return err
	}
	defer txrun.Rollback(tx)
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := notify.Send(); err != nil { // want:http-in-tx
		return err
	}
	if err := txrun.Commit(ctx, "orders", tx); err != nil {
		_ = notify.Send()
		return err
	}
	return notify.Send()
}

// Runner of another package.
func runner(ctx context.Context, db *sql.DB, orders *repo.Orders) error {
	err := txrun.In(ctx, db, func(tx *sql.Tx) error {
		if err := orders.Insert(ctx, tx); err != nil {
			return err
		}
		if err := orders.InsertAndTell(ctx, tx); err != nil {
			return err
		}
		return orders.Tell(ctx) // want:http-in-tx
	})
	if err != nil {
		return err
	}
	return orders.Tell(ctx)
}

// Generic runner of another package.
func genericRunner(ctx context.Context, db *sql.DB, orders *repo.Orders) (int, error) {
	return txrun.Value(ctx, db, func(tx *sql.Tx) (int, error) {
		if err := orders.Tell(ctx); err != nil { // want:http-in-tx
			return 0, err
		}
		return 1, orders.Insert(ctx, tx)
	})
}

// The transaction of another package's runner travels in the context.
func contextRunner(ctx context.Context, db *sql.DB, orders *repo.Orders) error {
	return txrun.Ctx(ctx, db, func(ctx context.Context) error {
		if err := txrun.Exec(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
		return orders.Tell(ctx) // want:http-in-tx
	})
}

// The handed-on function is a method of another package, which is a region where it stands.
func methodAsCallback(ctx context.Context, db *sql.DB, orders *repo.Orders) error {
	return txrun.In(ctx, db, notify.Row)
}

// Everything of another package that can have an effect.
func everything(ctx context.Context, tx *sql.Tx, names []string) error {
	notify.Later()
	if err := notify.Default.Send(); err != nil { // want:http-in-tx
		return err
	}
	if err := notify.Each(names, func(string) error {
		return notify.Send() // want:http-in-tx
	}); err != nil {
		return err
	}
	code, err := notify.Fetch(func(r *nethttp.Response) (int, error) { // want:http-in-tx
		return r.StatusCode, nil
	})
	if err != nil {
		return err
	}
	notify.Hook()
	closer := notify.Default.OnClose(notify.Send)
	_, err = tx.ExecContext(ctx, "INSERT INTO sent VALUES (?, ?, ?)", notify.Default.Sent(), code, closer != nil)
	return err
}

// A package of the user's that is called like net/http.
func ownPackage(ctx context.Context, tx *sql.Tx, c *http.Client) error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	if _, err := c.Get("http://example.com"); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO codes VALUES (?)", resp.StatusCode)
	return err
}

// An anonymous struct and an imported type under another name.
type alias = notify.Client

type defined notify.Client

func aliases(tx *sql.Tx, a *alias, d *defined) error {
	if err := a.Send(); err != nil { // want:http-in-tx
		return err
	}
	if err := (*notify.Client)(d).Send(); err != nil { // want:http-in-tx
		return err
	}
	v := struct{ *notify.Client }{a}
	if err := v.Send(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO sent VALUES (?)", v.Sent())
	return err
}
