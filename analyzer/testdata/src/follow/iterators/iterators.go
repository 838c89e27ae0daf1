// Package iterators has loops over functions: their bodies belong to the function they stand in.
package iterators

import (
	"context"
	"database/sql"
	"iter"
	"maps"
	"net/http"
	"slices"
	"time"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// names yields without an effect.
func names(all []string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i, name := range all {
			if !yield(i, name) {
				return
			}
		}
	}
}

// The effect stands in the body, inside.
func body(ctx context.Context, db *sql.DB, all []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for i, name := range names(all) {
		if i == 3 {
			break
		}
		if name == "" {
			continue
		}
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// The same without an effect, and with one after the loop and the commit.
func bodyMended(ctx context.Context, db *sql.DB, all []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, name := range names(all) {
		if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for range names(all) {
		if err := ping(); err != nil {
			return err
		}
	}
	return nil
}

// Rolled back in the body, explicitly: the return leaves the loop and the function.
func rollbackInBody(ctx context.Context, db *sql.DB, all []string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, name := range names(all) {
		if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name); err != nil {
			_ = tx.Rollback()
			time.Sleep(time.Second)
			return err
		}
	}
	return tx.Commit()
}

// A transaction a turn, in the body.
func everyTurn(ctx context.Context, db *sql.DB, all map[string]int) error {
	for name, n := range maps.All(all) {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?, ?)", name, n); err != nil {
			_ = tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		if err := ping(); err != nil {
			return err
		}
	}
	return nil
}

// The same with the effect before the commit.
func insideTurn(ctx context.Context, db *sql.DB, all map[string]int) error {
	for name := range maps.Keys(all) {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if err := ping(); err != nil { // want:http-in-tx
			_ = tx.Rollback()
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name); err != nil {
			_ = tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Loops in loops.
func nested(ctx context.Context, tx *sql.Tx, all [][]string) error {
	for list := range slices.Values(all) {
		for _, name := range names(list) {
			if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name); err != nil {
				return err
			}
			time.Sleep(time.Millisecond) // want:sleep-in-tx
		}
	}
	return nil
}

// Collecting is no effect.
func collect(ctx context.Context, tx *sql.Tx, all map[string]int) error {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if _, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name); err != nil {
			return err
		}
	}
	return nil
}
