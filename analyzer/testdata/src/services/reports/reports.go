// Package reports has wrappers of its own around database/sql.
package reports

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"
)

type Tx interface {
	Exec(query string, args ...any) error
	Commit() error
	Rollback() error
}

type sqlTx struct{ tx *sql.Tx }

func (t *sqlTx) Exec(query string, args ...any) error {
	_, err := t.tx.Exec(query, args...)
	return err
}
func (t *sqlTx) Commit() error   { return t.tx.Commit() }
func (t *sqlTx) Rollback() error { return t.tx.Rollback() }

type Store struct{ db *sql.DB }

func (s *Store) Begin(ctx context.Context) (Tx, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &sqlTx{tx: tx}, nil
}

// 1 right.
func (s *Store) Save(ctx context.Context, name string) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Exec(`INSERT INTO reports VALUES ($1)`, name); err != nil {
		return err
	}
	return tx.Commit()
}

// 2 wrong: leaks, drops, and sleeps behind the interface.
func (s *Store) SaveWrong(ctx context.Context, name string) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	if name == "" {
		return errors.New("no name") // want:missing-rollback
	}
	if err := tx.Exec(`INSERT INTO reports VALUES ($1)`, name); err != nil {
		tx.Rollback()
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	tx.Commit()             // want:unchecked-commit
	return nil
}

// 3 wrong: the runner's rollback is missing where the callback fails.
func (s *Store) run(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return fmt.Errorf("run: %w", err) // want:missing-rollback
	}
	return tx.Commit()
}

// 4 wrong: its callers' callbacks are inside.
func (s *Store) Publish(ctx context.Context, name string) error {
	cb := func(tx *sql.Tx) error {
		if err := publish(name); err != nil { // want:http-in-tx
			return err
		}
		_, err := tx.Exec(`UPDATE reports SET out = true WHERE name = $1`, name)
		return err
	}
	return s.run(ctx, cb)
}

func publish(name string) error { return upload(&http.Client{}, name) }
func upload(c *http.Client, name string) error {
	req, err := http.NewRequest(http.MethodPut, "https://cdn.example/"+name, http.NoBody)
	if err != nil {
		return err
	}
	return send(c, req)
}
func send(c *http.Client, req *http.Request) error {
	resp, err := c.Do(req)
	if err == nil {
		err = resp.Body.Close()
	}
	return err
}

// 5 wrong: a rollback only where recover found something, and an early return in it.
func (s *Store) Guarded(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
	}()
	if _, err := tx.Exec(`DELETE FROM reports`); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// 6 right: a flag and a named result.
func (s *Store) Flag(ctx context.Context, dry bool) (n int64, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	committed := false
	defer func() {
		if !committed {
			if rerr := tx.Rollback(); rerr != nil {
				err = errors.Join(err, rerr)
			}
		}
	}()
	res, err := tx.Exec(`DELETE FROM reports`)
	if err != nil {
		return 0, err
	}
	if n, err = res.RowsAffected(); err != nil || dry {
		return n, err
	}
	if err = tx.Commit(); err != nil {
		return 0, err
	}
	committed = true
	return n, nil
}

// 7 wrong: a closure that only rolls back, by the wrong variable.
func (s *Store) Shadow(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec(`DELETE FROM reports`); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// 8 wrong: error path: roll back first. right: after the explicit rollback.
func (s *Store) Alert(ctx context.Context, early bool) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(`DELETE FROM reports`); err != nil {
		if early {
			tx.Rollback()
			publish("failed")
			return err
		}
		publish("failed") // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		publish("commit failed")
		return err
	}
	publish("deleted")
	return nil
}

// 9 right: the transaction goes into a map, or the process ends.
func (s *Store) Park(ctx context.Context, m map[string]*sql.Tx) error {
	a, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	m["a"] = a
	return nil
}

func (s *Store) Main(ctx context.Context) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if _, err := tx.Exec(`DELETE FROM reports`); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := tx.Commit(); err != nil {
		panic(err)
	}
}

// 10 right: a cursor that is no transaction.
type cursor struct{ at int }

func (c *cursor) Begin() (*cursor, error) { return &cursor{}, nil }
func (c *cursor) Commit() error           { return nil }
func (c *cursor) Rollback() error         { return nil }

func walk(c *cursor) error {
	n, err := c.Begin()
	if err != nil {
		return err
	}
	time.Sleep(time.Second)
	if n.at > 3 {
		return errors.New("far")
	}
	return n.Commit()
}

// 11 right: a rollback joined with the error in a helper in the return expression.
func undo(tx *sql.Tx, msg string, err error) error {
	if rerr := tx.Rollback(); rerr != nil {
		return fmt.Errorf("%s: %w (rollback: %v)", msg, err, rerr)
	}
	return fmt.Errorf("%s: %w", msg, err)
}

func (s *Store) Undo(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err = tx.Exec(`DELETE FROM reports`); err != nil {
		return undo(tx, "delete", err)
	}
	if err = tx.Commit(); err != nil {
		return undo(tx, "commit", err)
	}
	return nil
}

// 12 wrong: commit after rollback without a return.
func (s *Store) Both(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM reports`)
	if err != nil {
		tx.Rollback()
	}
	return tx.Commit()
}

// 13 wrong: nil transactions.
func (s *Store) Lazy(ctx context.Context, write bool) (err error) {
	var tx *sql.Tx
	if write {
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
	}
	if _, err := os.Stat("reports"); err != nil { // want:file-in-tx
		return err // want:missing-rollback
	}
	if tx != nil {
		return tx.Commit()
	}
	return nil
}
