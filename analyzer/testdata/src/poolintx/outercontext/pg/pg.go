// Package pg has a manager that puts its transaction into the context, and
// stores that look for it there.
package pg

import (
	"context"
	"database/sql"
	"time"
)

type key struct{}

type handle interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

type Manager struct{ db *sql.DB }

func NewManager(db *sql.DB) *Manager { return &Manager{db} }

func (m *Manager) WithTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if _, ok := ctx.Value(key{}).(*sql.Tx); ok {
		return fn(ctx)
	}
	tx, err := m.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(context.WithValue(ctx, key{}, tx)); err != nil {
		return err
	}
	return tx.Commit()
}

func from(ctx context.Context, db *sql.DB) handle {
	if tx, ok := ctx.Value(key{}).(*sql.Tx); ok {
		return tx
	}
	return db
}

type Users struct{ db *sql.DB }

func NewUsers(db *sql.DB) *Users { return &Users{db} }

func (u *Users) Create(ctx context.Context, name string) error {
	_, err := from(ctx, u.db).ExecContext(ctx, "INSERT INTO users VALUES (?)", name)
	return err
}

func (u *Users) Rename(ctx context.Context, name string) error {
	var h handle = u.db
	if tx, ok := ctx.Value(key{}).(*sql.Tx); ok {
		h = tx
	}
	_, err := h.ExecContext(ctx, "UPDATE users SET name = ?", name)
	return err
}

// Note is not part of what its caller does.
func (u *Users) Note(name string) error { return u.Create(context.Background(), name) }

type other struct{}

// Count looks for a transaction that somebody else puts there.
func (u *Users) Count(ctx context.Context) error {
	if tx, ok := ctx.Value(other{}).(*sql.Tx); ok {
		_, err := tx.ExecContext(ctx, "UPDATE counters SET n = n + 1")
		return err
	}
	_, err := u.db.ExecContext(ctx, "UPDATE counters SET n = n + 1")
	return err
}

type Service struct {
	m     *Manager
	users *Users
}

func New(db *sql.DB) *Service { return &Service{m: NewManager(db), users: NewUsers(db)} }

func (s *Service) right(ctx context.Context) error {
	if err := s.users.Create(ctx, "before"); err != nil {
		return err
	}
	err := s.m.WithTx(ctx, func(ctx context.Context) error {
		if err := s.users.Create(ctx, "a"); err != nil {
			return err
		}
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		return s.users.Rename(short, "b")
	})
	if err != nil {
		return err
	}
	return s.users.Create(ctx, "after")
}

func (s *Service) wrong(ctx context.Context) error {
	return s.m.WithTx(ctx, func(txCtx context.Context) error {
		if err := s.users.Create(ctx, "a"); err != nil { // want:pool-in-tx
			return err
		}
		if err := s.users.Rename(ctx, "b"); err != nil { // want:pool-in-tx
			return err
		}
		if err := s.users.Note("c"); err != nil { // want:pool-in-tx
			return err
		}
		if err := s.users.Count(ctx); err != nil { // want:pool-in-tx
			return err
		}
		return s.create(txCtx, ctx) // want:pool-in-tx
	})
}

func (s *Service) create(first, second context.Context) error {
	if err := s.users.Create(first, "a"); err != nil {
		return err
	}
	return s.users.Create(second, "b")
}

// The second transaction does not join the first: it is asked for in the
// context around it.
func (s *Service) nested(ctx context.Context) error {
	return s.m.WithTx(ctx, func(txCtx context.Context) error {
		if err := s.users.Create(txCtx, "a"); err != nil {
			return err
		}
		return s.m.WithTx(ctx, func(ctx context.Context) error { // want:nested-begin
			return s.users.Create(ctx, "b")
		})
	})
}

func (s *Service) shortened(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return s.m.WithTx(ctx, func(txCtx context.Context) error {
		return s.users.Create(ctx, "a") // want:pool-in-tx
	})
}

// The variable is assigned inside: it may be the right one.
func (s *Service) assigned(ctx context.Context) error {
	return s.m.WithTx(ctx, func(txCtx context.Context) error {
		ctx = txCtx
		return s.users.Create(ctx, "a")
	})
}

func (s *Service) byHand(ctx context.Context) error {
	tx, err := s.m.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	txCtx := context.WithValue(ctx, key{}, tx)
	if err := s.users.Create(txCtx, "a"); err != nil {
		return err
	}
	if err := s.users.Create(ctx, "b"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// A transaction that is in no context: the one of a caller may be in this.
func (s *Service) noContext(ctx context.Context) error {
	tx, err := s.m.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.users.Create(ctx, "a"); err != nil {
		return err
	}
	return tx.Commit()
}
