// Package contexts has transactions that travel in the context.
package contexts

import (
	"context"
	"database/sql"
)

type key struct{}

type handle interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func fromContext(ctx context.Context) (*sql.Tx, bool) {
	tx, ok := ctx.Value(key{}).(*sql.Tx)
	return tx, ok
}

type Manager struct{ db *sql.DB }

// InTx puts the transaction into the context, or joins the one that is there.
func (m *Manager) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if _, ok := fromContext(ctx); ok {
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

func (m *Manager) handle(ctx context.Context) handle {
	if tx, ok := fromContext(ctx); ok {
		return tx
	}
	return m.db
}

func (m *Manager) touch(ctx context.Context) error {
	_, err := m.handle(ctx).ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (m *Manager) inline(ctx context.Context) error {
	if tx, ok := ctx.Value(key{}).(*sql.Tx); ok {
		_, err := tx.ExecContext(ctx, "UPDATE a SET n = 1")
		return err
	}
	_, err := m.db.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

// exec looks for a wrapper.
type wrapper struct{ tx *sql.Tx }

func wrapped(ctx context.Context) *wrapper {
	w, _ := ctx.Value(key{}).(*wrapper)
	return w
}

func (m *Manager) byWrapper(ctx context.Context) error {
	if w := wrapped(ctx); w != nil {
		_, err := w.tx.ExecContext(ctx, "UPDATE a SET n = 1")
		return err
	}
	_, err := m.db.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

// with runs fn on what the context has.
func (m *Manager) with(ctx context.Context, fn func(h handle) error) error {
	if tx, ok := fromContext(ctx); ok {
		return fn(tx)
	}
	return fn(m.db)
}

func (m *Manager) right(ctx context.Context) error {
	return m.InTx(ctx, func(ctx context.Context) error {
		if err := m.touch(ctx); err != nil {
			return err
		}
		if err := m.inline(ctx); err != nil {
			return err
		}
		if err := m.byWrapper(ctx); err != nil {
			return err
		}
		err := m.with(ctx, func(h handle) error {
			_, err := h.ExecContext(ctx, "UPDATE a SET n = 1")
			return err
		})
		if err != nil {
			return err
		}
		_, err = m.handle(ctx).ExecContext(ctx, "UPDATE a SET n = 1")
		return err
	})
}

type user struct{}

// Who asks the context for something else takes no transaction from it.
func (m *Manager) byUser(ctx context.Context) error {
	name, _ := ctx.Value(user{}).(string)
	_, err := m.db.ExecContext(ctx, "UPDATE a SET who = ?", name)
	return err
}

func nameOf(ctx context.Context) string {
	name, _ := ctx.Value(user{}).(string)
	return name
}

func (m *Manager) byName(ctx context.Context) error {
	_, err := m.db.ExecContext(ctx, "UPDATE a SET who = ?", nameOf(ctx))
	return err
}

func (m *Manager) plain(ctx context.Context) error {
	_, err := m.db.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (m *Manager) wrong(ctx context.Context) error {
	return m.InTx(ctx, func(ctx context.Context) error {
		if err := m.plain(ctx); err != nil { // want:pool-in-tx
			return err
		}
		if err := m.byUser(ctx); err != nil { // want:pool-in-tx
			return err
		}
		if err := m.byName(ctx); err != nil { // want:pool-in-tx
			return err
		}
		_, err := m.db.ExecContext(ctx, "UPDATE a SET n = 1") // want:pool-in-tx
		return err
	})
}
