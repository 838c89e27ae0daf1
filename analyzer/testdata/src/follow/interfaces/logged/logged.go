// Package logged opens transactions through a pool that stands behind an
// interface of the package, and around which another type of it writes a log.
package logged

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"
)

// Pool opens transactions.
type Pool interface {
	Exec(query string, args ...any) (sql.Result, error)
	Begin() (Tx, error)
	BeginTx(ctx context.Context, opts *sql.TxOptions) (Tx, error)
	Name() string
}

// Tx is one.
type Tx interface {
	Commit() error
	Exec(query string, args ...any) (sql.Result, error)
	Rollback() error
	Key() string
}

type session struct{ open int }

func (s *session) release() { s.open-- }

type pool struct {
	*sql.DB
	name string
}

func (p *pool) Name() string { return p.name }

func (p *pool) Begin() (Tx, error) {
	tx, err := p.DB.Begin()
	if err != nil {
		return nil, err
	}
	return &poolTx{tx, &session{1}, p.name}, nil
}

func (p *pool) BeginTx(ctx context.Context, opts *sql.TxOptions) (Tx, error) {
	tx, err := p.DB.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	return &poolTx{tx, &session{1}, p.name}, nil
}

type poolTx struct {
	*sql.Tx
	session *session
	key     string
}

func (t *poolTx) Commit() error {
	defer t.session.release()
	return t.Tx.Commit()
}

func (t *poolTx) Rollback() error {
	defer t.session.release()
	return t.Tx.Rollback()
}

func (t *poolTx) Key() string { return t.key }

// The one that is asked first by its name writes a log.
type chatty struct{ Pool }

func (c *chatty) Begin() (Tx, error) {
	tx, err := c.Pool.Begin()
	if err != nil {
		return nil, err
	}
	return &chattyTx{Tx: tx}, nil
}

func (c *chatty) BeginTx(ctx context.Context, opts *sql.TxOptions) (Tx, error) {
	slog.Info("begin")
	return c.Pool.BeginTx(ctx, opts)
}

type chattyTx struct{ Tx }

func (c *chattyTx) Exec(query string, args ...any) (sql.Result, error) {
	slog.Info(query)
	return c.Tx.Exec(query, args...)
}

func rollback(tx Tx) { _ = tx.Rollback() }

type store struct{ conn Pool }

func (s *store) right(id int) error {
	tx, err := s.conn.Begin()
	if err != nil {
		return err
	}
	defer rollback(tx)
	if _, err := tx.Exec("UPDATE builds SET done = 1 WHERE id = ?", id); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = http.Get("https://example.com/done")
	return err
}

func (s *store) leaks(id int) error {
	tx, err := s.conn.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE builds SET done = 1 WHERE id = ?", id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func (s *store) asksOutside(ctx context.Context, id int) error {
	tx, err := s.conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer rollback(tx)
	resp, err := http.Get("https://example.com/" + tx.Key()) // want:http-in-tx
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := tx.Exec("UPDATE builds SET status = ? WHERE id = ?", resp.Status, id); err != nil {
		return err
	}
	return tx.Commit()
}

// What is opened on the decorator itself is one as well.
func (s *store) decorated(id int) error {
	tx, err := (&chatty{s.conn}).Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE builds SET done = 1 WHERE id = ?", id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// begin hands it on.
func (s *store) begin() (Tx, error) {
	slog.Info("begin", "pool", s.conn.Name())
	return s.conn.Begin()
}

func (s *store) throughOpener(id int) error {
	tx, err := s.begin()
	if err != nil {
		return err
	}
	if id == 0 {
		return nil // want:missing-rollback
	}
	defer tx.Rollback()
	if _, err := tx.Exec("DELETE FROM builds WHERE id = ?", id); err != nil {
		return err
	}
	return tx.Commit()
}

// Ledger has a method of the same form: some that stand behind it open nothing.
type Ledger interface {
	Begin() (Tx, error)
	Total() int
}

type book struct{ pool *pool }

func (b *book) Begin() (Tx, error) { return b.pool.Begin() }
func (b *book) Total() int         { return 1 }

type page struct{ lines []string }

func (p *page) Begin() (Tx, error) { return nil, nil }
func (p *page) Total() int         { return len(p.lines) }

// Around calls the same method, and keeps what it returns to itself.
type around struct {
	Ledger
	tx Tx
}

func (a *around) Begin() (Tx, error) {
	tx, err := a.Ledger.Begin()
	a.tx = tx
	return nil, err
}

func (s *store) entry(l Ledger) error {
	tx, err := l.Begin()
	if err != nil {
		return err
	}
	if tx == nil {
		return nil
	}
	if _, err := tx.Exec("INSERT INTO entries VALUES (1)"); err != nil {
		return err
	}
	return tx.Commit()
}
