// Package joins opens no second transaction where the context has one.
package joins

import (
	"context"
	"database/sql"
)

type key struct{}

type Manager struct{ db *sql.DB }

func (m *Manager) Do(ctx context.Context, fn func(ctx context.Context) error) error {
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

// Fresh always opens one.
func (m *Manager) Fresh(ctx context.Context, fn func(ctx context.Context) error) error {
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

func (m *Manager) joined(ctx context.Context) error {
	return m.Do(ctx, func(ctx context.Context) error {
		return m.Do(ctx, func(ctx context.Context) error { return nil })
	})
}

func (m *Manager) helper(ctx context.Context) error {
	return m.Do(ctx, func(ctx context.Context) error { return nil })
}

func (m *Manager) joinedThroughCalls(ctx context.Context) error {
	return m.Fresh(ctx, m.helper)
}

func (m *Manager) joinedInside(ctx context.Context) error {
	return m.Fresh(ctx, func(ctx context.Context) error { return m.helper(ctx) })
}

func (m *Manager) strangers(ctx context.Context) error {
	return m.Do(ctx, func(ctx context.Context) error {
		return m.Fresh(ctx, func(ctx context.Context) error { return nil }) // want:nested-begin
	})
}
