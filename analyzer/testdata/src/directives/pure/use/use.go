// Package use calls what another package says is pure.
package use

import (
	"context"
	"database/sql"

	"directives/pure/lib"
)

// No effect, whatever the body; those without a directive keep theirs.
func calls(ctx context.Context, db *sql.DB, c *lib.Config) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if !lib.Flag("a") || !lib.Enabled("b") {
		return nil
	}
	if !lib.Fresh("c") { // want:http-in-tx
		return nil
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO configs VALUES (?)", c.Get()); err != nil {
		return err
	}
	c.Reload() // want:file-in-tx
	return tx.Commit()
}

// On an interface's method: the calls through that interface; the concrete method keeps its effect.
func interfaces(tx *sql.Tx, clock lib.Clock, r lib.Real, s lib.Store, d lib.Disk) error {
	clock.Tick()
	clock.Wait() // want:sleep-in-tx
	r.Tick()     // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO names VALUES (?, ?)", s.Load(), d.Load())
	return err
}

// As values, and generic.
func values(tx *sql.Tx, c *lib.Config, in <-chan int) error {
	get := c.Get
	flag := lib.Flag
	if !flag(get()) {
		return nil
	}
	_, err := tx.Exec("INSERT INTO numbers VALUES (?)", lib.Once(in))
	return err
}

// On a function of this package, and on what calls it.
//
//txlint:pure it has been called before
func warm() { _ = lib.Fresh("x") }

func twice() {
	warm()
	warm()
}

func local(tx *sql.Tx) error {
	warm()
	twice()
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}
