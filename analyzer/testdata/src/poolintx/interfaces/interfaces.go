// Package interfaces reaches pools through interfaces of the user's.
package interfaces

import (
	"context"
	"database/sql"
)

// Store is what handlers see.
type Store interface {
	InTx(ctx context.Context, fn func(tx *sql.Tx) error) error
	Begin(ctx context.Context) (*sql.Tx, error)
	Count(ctx context.Context) (int, error)
	CountIn(ctx context.Context, tx *sql.Tx) (int, error)
	Log(ctx context.Context) error
	DB() *sql.DB
}

type store struct {
	db  *sql.DB
	log *sql.DB
}

func New(db, log *sql.DB) Store { return &store{db: db, log: log} }

func (s *store) InTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) Begin(ctx context.Context) (*sql.Tx, error) { return s.db.BeginTx(ctx, nil) }

func (s *store) Count(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM a").Scan(&n)
	return n, err
}

func (s *store) CountIn(ctx context.Context, tx *sql.Tx) (n int, err error) {
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM a").Scan(&n)
	return n, err
}

func (s *store) Log(ctx context.Context) error {
	_, err := s.log.ExecContext(ctx, "INSERT INTO log VALUES (1)")
	return err
}

func (s *store) DB() *sql.DB { return s.db }

type Handler struct{ store, other Store }

func (h *Handler) runner(ctx context.Context) error {
	return h.store.InTx(ctx, func(tx *sql.Tx) error {
		if _, err := h.store.CountIn(ctx, tx); err != nil {
			return err
		}
		if err := h.store.Log(ctx); err != nil {
			return err
		}
		if _, err := h.other.Count(ctx); err != nil {
			return err
		}
		if _, err := h.store.DB().ExecContext(ctx, "DELETE FROM a"); err != nil { // want:pool-in-tx
			return err
		}
		_, err := h.store.Count(ctx) // want:pool-in-tx
		return err
	})
}

func (h *Handler) opener(ctx context.Context) error {
	tx, err := h.store.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := h.store.CountIn(ctx, tx); err != nil {
		return err
	}
	if _, err := h.other.Count(ctx); err != nil {
		return err
	}
	if _, err := h.store.Count(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func local(ctx context.Context, db *sql.DB) error {
	s := New(db, nil)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.Count(ctx); err != nil { // want:pool-in-tx
		return err
	}
	if err := s.Log(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

// Repositories behind interfaces, wired by a constructor.
type Users interface {
	Delete(ctx context.Context, id int) error
}

type users struct{ db *sql.DB }

func NewUsers(db *sql.DB) Users { return &users{db: db} }

func (u *users) Delete(ctx context.Context, id int) error {
	_, err := u.db.ExecContext(ctx, "DELETE FROM users WHERE id = ?", id)
	return err
}

type Service struct {
	db    *sql.DB
	users Users
}

func NewService(db *sql.DB) *Service { return &Service{db: db, users: NewUsers(db)} }

func (s *Service) drop(ctx context.Context, id int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.users.Delete(ctx, id); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// Where the repository comes from outside, its pool can be any.
type Wired struct {
	db    *sql.DB
	users Users
}

func NewWired(db *sql.DB, users Users) *Wired { return &Wired{db: db, users: users} }

func (s *Wired) drop(ctx context.Context, id int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.users.Delete(ctx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// A pool behind an interface that traces.
type beginner interface {
	BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

type Traced struct{ db beginner }

func (t *Traced) both(ctx context.Context) error {
	tx, err := t.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := t.db.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A decorator around the pool.
type counted struct {
	db *sql.DB
	n  int
}

func (c *counted) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	c.n++
	return c.db.ExecContext(ctx, query, args...)
}

func (c *counted) BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error) {
	return c.db.BeginTx(ctx, opts)
}

func decorated(ctx context.Context, db *sql.DB) error {
	c := &counted{db: db}
	tx, err := c.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := c.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	t := &Traced{db: c}
	if _, err := t.db.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}
