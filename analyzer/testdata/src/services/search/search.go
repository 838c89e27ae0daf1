// Package search keeps its index in SQLite.
package search

import (
	"context"
	"database/sql"
	"fmt"

	_ "github.com/mattn/go-sqlite3"
	_ "modernc.org/sqlite"
)

type Index struct{ db *sql.DB }

func Open() (*Index, error) {
	db, err := sql.Open("sqlite3", "file:index.db?_journal_mode=WAL&_busy_timeout=5000&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	return &Index{db: db}, nil
}

func OpenWrong() (*sql.DB, error) {
	return sql.Open("sqlite3", "index.db") // want:sqlite-dsn
}

func OpenModernc() (*sql.DB, error) {
	return sql.Open("sqlite", "file:index.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)")
}

func OpenModerncWrong() (*sql.DB, error) {
	const dsn = "file:index.db?_pragma=journal_mode(WAL)"
	return sql.Open("sqlite", dsn) // want:sqlite-dsn
}

// Modernc's driver knows the keys of mattn's.
func OpenOthersSpelling() (*sql.DB, error) {
	return sql.Open("sqlite", "file:index.db?_journal_mode=WAL&_busy_timeout=5000")
}

func OpenMemory() (*sql.DB, error) { return sql.Open("sqlite3", ":memory:") }

func OpenShared() (*sql.DB, error) {
	return sql.Open("sqlite", "file:x?mode=memory&cache=shared")
}

func OpenReadOnly() (*sql.DB, error) { return sql.Open("sqlite3", "file:index.db?mode=ro") }

func OpenPragma(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "index.db")
	if err != nil {
		return nil, err
	}
	for _, p := range []string{`PRAGMA busy_timeout = 5000`, `PRAGMA journal_mode = WAL`} {
		if _, err := db.Exec(p); err != nil {
			return nil, err
		}
	}
	return db, nil
}

func OpenUnknown(path string) (*sql.DB, error) { return sql.Open("sqlite3", path) }

func OpenFormat(path string) (*sql.DB, error) {
	return sql.Open("sqlite3", fmt.Sprintf("file:%s?_journal_mode=WAL", path))
}

// 1 wrong: reads, then writes, and begins deferred.
func Bump() error {
	db, err := sql.Open("sqlite3", "file:n.db?_journal_mode=WAL&_busy_timeout=5000")
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.Begin() // want:sqlite-deferred-write
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRow(`SELECT n FROM counters`).Scan(&n); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE counters SET n = ?`, n+1); err != nil {
		return err
	}
	return tx.Commit()
}

// 2 right: immediate; and one that only writes.
func (x *Index) Bump(ctx context.Context) error {
	tx, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRow(`SELECT n FROM counters`).Scan(&n); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE counters SET n = ?`, n+1); err != nil {
		return err
	}
	return tx.Commit()
}

// 3 wrong: the pool inside: with one connection it never ends.
func (x *Index) Add(ctx context.Context, word string) error {
	tx, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	id, err := x.id(ctx, word) // want:pool-in-tx
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO words VALUES (?, ?)`, id, word); err != nil {
		return err
	}
	return tx.Commit()
}

func (x *Index) id(ctx context.Context, word string) (id int64, err error) {
	db := x.db
	err = db.QueryRowContext(ctx, `SELECT id FROM ids WHERE word = ?`, word).Scan(&id)
	return id, err
}
