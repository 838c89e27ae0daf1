// Package handed has interface methods that are handed the transaction: their bodies are regions.
package handed

import (
	"context"
	"database/sql"
	"net/http"
)

// Step is a part of a migration.
type Step interface {
	Up(ctx context.Context, tx *sql.Tx) error
}

type fetching struct{ addr string }

// The finding stands here, and not again where the interface is called.
func (f fetching) Up(ctx context.Context, tx *sql.Tx) error {
	resp, err := http.Get(f.addr) // want:http-in-tx
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO seeds VALUES (?)", resp.Status); err != nil {
		return err
	}
	return resp.Body.Close()
}

type plain struct{ query string }

func (p plain) Up(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, p.query)
	return err
}

func run(ctx context.Context, db *sql.DB, steps []Step) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, step := range steps {
		if err := step.Up(ctx, tx); err != nil {
			return err
		}
	}
	if err := (fetching{"http://example.com"}).Up(ctx, tx); err != nil {
		return err
	}
	if err := (plain{"SELECT 1"}).Up(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// execer is implemented by the pool and by the transaction: it opens no region, so its callers have the finding.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func seed(ctx context.Context, e execer, addr string) error {
	resp, err := http.Get(addr)
	if err != nil {
		return err
	}
	if _, err := e.ExecContext(ctx, "INSERT INTO seeds VALUES (?)", resp.Status); err != nil {
		return err
	}
	return resp.Body.Close()
}

func seedInTx(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := seed(ctx, tx, "http://example.com"); err != nil { // want:http-in-tx
		return err
	}
	return tx.Commit()
}

func seedInPool(ctx context.Context, db *sql.DB) error {
	return seed(ctx, db, "http://example.com")
}
