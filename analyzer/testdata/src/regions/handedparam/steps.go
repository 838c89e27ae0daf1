package handedparam

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

// TxFunc is what a runner takes, under a name.
type TxFunc func(tx *sql.Tx) error

// Steps in a list: each is a region, and calling them is silent.
func steps(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, step := range []TxFunc{first, second} {
		if err := step(tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func first(tx *sql.Tx) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	_, err := tx.Exec("UPDATE orders SET n = 1")
	return err
}

func second(tx *sql.Tx) error {
	_, err := tx.Exec("UPDATE orders SET n = 2")
	return err
}

// Migration is a step in a table, as migration tools have them.
type Migration struct {
	Name     string
	Up, Down func(ctx context.Context, tx *sql.Tx) error
}

// Migrations are literals in a table.
var Migrations = []Migration{
	{
		Name: "seed",
		Up: func(ctx context.Context, tx *sql.Tx) error {
			resp, err := http.Get("http://example.com/seed") // want:http-in-tx
			if err != nil {
				return err
			}
			defer resp.Body.Close()
			_, err = tx.ExecContext(ctx, "INSERT INTO seeds VALUES (?)", resp.Status)
			return err
		},
		Down: func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "DELETE FROM seeds")
			return err
		},
	},
}

// Running them through the field.
func migrate(ctx context.Context, db *sql.DB) error {
	for _, m := range Migrations {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if err := m.Up(ctx, tx); err != nil {
			_ = tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		time.Sleep(time.Millisecond)
	}
	return nil
}

// A generic function that is handed it, instantiated twice.
func insertAll[T any](tx *sql.Tx, values []T) error {
	for _, v := range values {
		time.Sleep(time.Millisecond) // want:sleep-in-tx
		if _, err := tx.Exec("INSERT INTO numbers VALUES (?)", v); err != nil {
			return err
		}
	}
	return nil
}

func insertBoth(tx *sql.Tx) error {
	if err := insertAll(tx, []int{1}); err != nil {
		return err
	}
	return insertAll(tx, []string{"a"})
}

// Handed two, of which it ends one.
func endsOne(a, b *sql.Tx) error {
	if err := a.Commit(); err != nil {
		return err
	}
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	if err := b.Commit(); err != nil {
		return err
	}
	return ping()
}

// It ends it on one branch.
func endsOnBranch(tx *sql.Tx, bad bool) error {
	if bad {
		if err := tx.Rollback(); err != nil {
			return err
		}
		return ping()
	}
	return ping() // want:http-in-tx
}

// Handed none, on one branch.
func maybeNil(tx *sql.Tx) error {
	if tx == nil {
		return ping()
	}
	_, err := tx.Exec("UPDATE orders SET told = 1")
	return err
}

// A struct that has it is not handed it: the callers have the finding.
type unit struct {
	tx  *sql.Tx
	ctx context.Context
}

func (u *unit) tell() error { return ping() }

func tellUnit(u unit) error { return u.tell() }

func useUnit(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	u := &unit{tx, ctx}
	if err := u.tell(); err != nil { // want:http-in-tx
		return err
	}
	if err := tellUnit(*u); err != nil { // want:http-in-tx
		return err
	}
	if _, err := u.tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := u.tx.Commit(); err != nil {
		return err
	}
	return u.tell()
}

// Deferred calls of a function that is handed it: those of its callees that it hands on to.
func defersHanded(tx *sql.Tx) (err error) {
	defer first(tx)
	defer func() {
		if err != nil {
			_ = ping() // want:http-in-tx
		}
	}()
	return second(tx)
}

// In a goroutine of its own it is nobody's region but by its parameter.
func loop(ctx context.Context, db *sql.DB, wake <-chan struct{}) {
	go func() {
		for range wake {
			if err := steps(db); err != nil {
				time.Sleep(time.Second)
			}
		}
	}()
}
