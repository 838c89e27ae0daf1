package gozero

import (
	"context"
	"time"

	"github.com/zeromicro/go-zero/core/stores/sqlc"
	"github.com/zeromicro/go-zero/core/stores/sqlx"
)

type model struct {
	conn  sqlx.SqlConn
	cache sqlc.CachedConn
}

func (m *model) right(ctx context.Context, id int64) error {
	err := m.conn.TransactCtx(ctx, func(ctx context.Context, s sqlx.Session) error {
		var n int64
		if err := s.QueryRowCtx(ctx, &n, `SELECT n FROM items WHERE id = ?`, id); err != nil {
			return err
		}
		stmt, err := s.PrepareCtx(ctx, `UPDATE items SET n = ? WHERE id = ?`)
		if err != nil {
			return err
		}
		defer stmt.Close()
		_, err = stmt.ExecCtx(ctx, n+1, id)
		return err
	})
	if err != nil {
		return err
	}
	time.Sleep(time.Second)
	_, err = m.conn.ExecCtx(ctx, `DELETE FROM items`)
	return err
}

func (m *model) wrong(ctx context.Context, id int64) error {
	return m.conn.TransactCtx(ctx, func(ctx context.Context, s sqlx.Session) error {
		if _, err := m.conn.ExecCtx(ctx, `DELETE FROM items`); err != nil { // want:pool-in-tx
			return err
		}
		s.ExecCtx(ctx, `DELETE FROM carts`) // want:swallowed-error
		time.Sleep(time.Second)             // want:sleep-in-tx
		return nil
	})
}

func (m *model) nested() error {
	return m.conn.Transact(func(s sqlx.Session) error {
		return m.conn.Transact(func(s sqlx.Session) error { // want:nested-begin
			_, err := s.Exec(`DELETE FROM items`)
			return err
		})
	})
}

// withSession is what goctl generates: the model on the session.
func (m *model) withSession(s sqlx.Session) *model {
	return &model{conn: sqlx.NewSqlConnFromSession(s)}
}

func (m *model) remove(ctx context.Context, id int64) error {
	_, err := m.conn.ExecCtx(ctx, `DELETE FROM items WHERE id = ?`, id)
	return err
}

func (m *model) generated(ctx context.Context, id int64) error {
	return m.conn.TransactCtx(ctx, func(ctx context.Context, s sqlx.Session) error {
		return m.withSession(s).remove(ctx, id)
	})
}

func (m *model) escapes(ctx context.Context, id int64) error {
	return m.conn.TransactCtx(ctx, func(ctx context.Context, s sqlx.Session) error {
		return m.remove(ctx, id) // want:pool-in-tx
	})
}

// A connection with a cache runs the transactions of the connection in it.
func (m *model) cached(ctx context.Context, id int64) error {
	return m.cache.TransactCtx(ctx, func(ctx context.Context, s sqlx.Session) error {
		time.Sleep(time.Second)                                                     // want:sleep-in-tx
		if _, err := m.cache.ExecNoCacheCtx(ctx, `DELETE FROM carts`); err != nil { // want:pool-in-tx
			return err
		}
		if _, err := m.cache.WithSession(s).ExecNoCacheCtx(ctx, `DELETE FROM carts`); err != nil {
			return err
		}
		if err := m.cache.DelCacheCtx(ctx, "item"); err != nil { // want:cache-in-tx
			return err
		}
		_, err := s.ExecCtx(ctx, `DELETE FROM items WHERE id = ?`, id)
		return err
	})
}
