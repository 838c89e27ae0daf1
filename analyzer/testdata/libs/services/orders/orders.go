// Package orders takes orders: pgx.
package orders

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"libs/services/platform/dbtx"
	"libs/services/platform/notify"
)

type DBTX interface {
	Exec(context.Context, string, ...any) (pgconn.CommandTag, error)
	Query(context.Context, string, ...any) (pgx.Rows, error)
	QueryRow(context.Context, string, ...any) pgx.Row
}

type Repo struct{ db DBTX }

func NewRepo(db DBTX) *Repo            { return &Repo{db: db} }
func (r *Repo) WithTx(tx pgx.Tx) *Repo { return &Repo{db: tx} }
func (r *Repo) Insert(ctx context.Context, id int64) error {
	_, err := r.db.Exec(ctx, `INSERT INTO orders (id) VALUES ($1)`, id)
	return err
}
func (r *Repo) Stock(ctx context.Context, id int64) (n int, err error) {
	err = r.db.QueryRow(ctx, `SELECT n FROM stock WHERE id = $1`, id).Scan(&n)
	return n, err
}

type Service struct {
	pool *pgxpool.Pool
	repo *Repo
	hook *notify.Webhook
}

func NewService(pool *pgxpool.Pool, hook *notify.Webhook) *Service {
	return &Service{pool: pool, repo: NewRepo(pool), hook: hook}
}

// 1 right: a repository bound to the transaction.
func (s *Service) Place(ctx context.Context, id int64) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	repo := s.repo.WithTx(tx)
	n, err := repo.Stock(ctx, id)
	if err != nil {
		return err
	}
	if n == 0 {
		return errors.New("sold out")
	}
	if err := repo.Insert(ctx, id); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `SELECT pg_notify('orders', $1)`, id); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	_, err = s.repo.Stock(ctx, id)
	return err
}

// 2 wrong: the repository on the pool.
func (s *Service) PlaceWrong(ctx context.Context, id int64) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := s.repo.Stock(ctx, id); err != nil { // want:pool-in-tx
		return err
	}
	if err := s.repo.WithTx(tx).Insert(ctx, id); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// 3 right and wrong: BeginFunc.
func (s *Service) Cancel(ctx context.Context, id int64) error {
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM orders WHERE id = $1`, id)
		return err
	})
	if err != nil {
		return err
	}
	return s.hook.Send(ctx, notify.Event{Name: "cancelled", ID: id})
}

func (s *Service) CancelWrong(ctx context.Context, id int64) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := s.pool.Exec(ctx, `DELETE FROM lines WHERE id = $1`, id); err != nil { // want:pool-in-tx
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM orders WHERE id = $1`, id); err != nil {
			return err
		}
		return s.hook.Send(ctx, notify.Event{Name: "cancelled", ID: id}) // want:http-in-tx
	})
}

// 4 wrong: a retry runner of the platform: the effect can happen again.
func (s *Service) Pay(ctx context.Context, id int64) error {
	return dbtx.Serializable(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE orders SET paid = true WHERE id = $1`, id); err != nil {
			return err
		}
		resp, err := http.Get(fmt.Sprintf("https://pay.example/%d", id)) // want:http-in-tx again
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
}

// 5 wrong: rows are open at the next statement.
func (s *Service) Ship(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	rows, err := tx.Query(ctx, `SELECT id FROM orders WHERE paid`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE orders SET shipped = true WHERE id = $1`, id); err != nil { // want:statement-while-rows-open
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// 6 right: collected first.
func (s *Service) ShipRight(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	rows, err := tx.Query(ctx, `SELECT id FROM orders WHERE paid`)
	if err != nil {
		return err
	}
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			rows.Close()
			return err
		}
		ids = append(ids, id)
	}
	rows.Close()
	if err := rows.Err(); err != nil {
		return err
	}
	b := &pgx.Batch{}
	for _, id := range ids {
		b.Queue(`UPDATE orders SET shipped = true WHERE id = $1`, id)
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// 7 wrong: goroutines on the transaction.
func (s *Service) Parallel(ctx context.Context, ids []int64) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	g, ctx := errgroup.WithContext(ctx)
	for _, id := range ids {
		g.Go(func() error { // want:tx-in-goroutine
			_, err := tx.Exec(ctx, `UPDATE orders SET paid = true WHERE id = $1`, id)
			return err
		})
	}
	if err := g.Wait(); err != nil { // want:wait-in-tx
		return err
	}
	return tx.Commit(ctx)
}

// 8 wrong: rollback deferred in a loop.
func (s *Service) Each(ctx context.Context, ids []int64) error {
	for _, id := range ids {
		tx, err := s.pool.Begin(ctx)
		if err != nil {
			return err
		}
		defer tx.Rollback(ctx) // want:rollback-deferred-in-loop
		if err := NewRepo(tx).Insert(ctx, id); err != nil {
			return err
		}
		if err := tx.Commit(ctx); err != nil {
			return err
		}
	}
	return nil
}

// 9 right: a savepoint. 10 wrong: a second transaction of the pool.
func (s *Service) Nested(ctx context.Context, id int64) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	sp, err := tx.Begin(ctx)
	if err != nil {
		return err
	}
	if err := NewRepo(sp).Insert(ctx, id); err != nil {
		_ = sp.Rollback(ctx)
	} else if err := sp.Commit(ctx); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func (s *Service) NestedWrong(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Exec(ctx, `UPDATE orders SET seen = true`); err != nil {
		return err
	}
	if err := s.ShipRight(ctx); err != nil { // want:nested-begin
		return err
	}
	return tx.Commit(ctx)
}

// 11 right: ErrNoRows is told apart; a conn's own transaction.
func (s *Service) Find(ctx context.Context, id int64) (int, error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Release()
	tx, err := conn.Begin(ctx)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback(ctx)
	if _, err := conn.Exec(ctx, `SET LOCAL statement_timeout = 100`); err != nil {
		return 0, err
	}
	var n int
	switch err := tx.QueryRow(ctx, `SELECT n FROM stock WHERE id = $1`, id).Scan(&n); err {
	case nil:
	case pgx.ErrNoRows:
		n = -1
	default:
		return 0, err
	}
	return n, tx.Commit(ctx)
}

// 12 wrong: commit dropped on one path, deferred commit, use after end.
func (s *Service) Close(ctx context.Context, id int64, force bool) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE orders SET closed = true WHERE id = $1`, id); err != nil {
		tx.Rollback(ctx)
		if !force {
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM orders WHERE id = $1`, id) // want:use-after-end
		return err
	}
	time.Sleep(10 * time.Millisecond) // want:sleep-in-tx
	return tx.Commit(ctx)
}

// 13 right: a function that is handed the transaction; wrong: one with an effect.
func stamp(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE orders SET stamp = now()`)
	return err
}

func (s *Service) stampWrong(ctx context.Context, tx pgx.Tx) error {
	if err := stamp(ctx, tx); err != nil {
		return err
	}
	return s.hook.Send(ctx, notify.Event{Name: "stamped"}) // want:http-in-tx
}

func (s *Service) Stamp(ctx context.Context) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		return s.stampWrong(ctx, tx)
	})
}

// 14 wrong: the callback drops an error and returns nil.
func (s *Service) Tidy(ctx context.Context) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if err := stamp(ctx, tx); err != nil { // want:swallowed-error
			return nil
		}
		tx.Exec(ctx, `VACUUM`) // want:swallowed-error
		return nil
	})
}
