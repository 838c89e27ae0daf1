package pgx5

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

type store struct{ pool *pgxpool.Pool }

func (s *store) right(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	rows, err := tx.Query(ctx, `SELECT id FROM items`)
	if err != nil {
		return err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return err
	}
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{"items"}, []string{"id"}, pgx.CopyFromRows([][]any{{ids}})); err != nil {
		return err
	}
	br := tx.SendBatch(ctx, &pgx.Batch{})
	if err := br.Close(); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `SELECT pg_notify('items', 'changed')`); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	time.Sleep(time.Second)
	_, err = s.pool.Exec(ctx, `UPDATE items SET seen = true`)
	return err
}

func (s *store) leaks(ctx context.Context) error {
	tx, err := s.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.Serializable})
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE items SET seen = true`); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit(ctx)
}

func (s *store) wrong(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	var n int
	if err := s.pool.QueryRow(ctx, `SELECT count(*) FROM items`).Scan(&n); err != nil { // want:pool-in-tx
		return err
	}
	other, err := s.pool.Begin(ctx) // want:nested-begin
	if err != nil {
		return err
	}
	defer other.Rollback(ctx)
	tx.Exec(ctx, `UPDATE items SET seen = true`) // want:swallowed-error
	time.Sleep(time.Second)                      // want:sleep-in-tx
	return tx.Commit(ctx)
}

// A transaction in a transaction is a savepoint: what fails inside it is undone.
func (s *store) savepoint(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	sp, err := tx.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := sp.Exec(ctx, `INSERT INTO items (id) VALUES (1)`); err != nil {
		if err := sp.Rollback(ctx); err != nil {
			return err
		}
	} else if err := sp.Commit(ctx); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE items SET seen = true`); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// A rollback of it after its commit does nothing.
func (s *store) savepointDeferred(ctx context.Context, tx pgx.Tx) error {
	sp, err := tx.Begin(ctx)
	if err != nil {
		return err
	}
	defer sp.Rollback(ctx)
	if _, err := sp.Exec(ctx, `INSERT INTO items (id) VALUES (1)`); err != nil {
		return err
	}
	return sp.Commit(ctx)
}

func (s *store) runs(ctx context.Context) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := s.pool.Exec(ctx, `UPDATE items SET seen = true`); err != nil { // want:pool-in-tx
			return err
		}
		if err := pgx.BeginFunc(ctx, tx, func(sp pgx.Tx) error {
			_, err := sp.Exec(ctx, `INSERT INTO items (id) VALUES (1)`)
			return err
		}); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE items SET seen = true`)
		return err
	})
}

func (s *store) runsWrong(ctx context.Context) error {
	return pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{}, func(tx pgx.Tx) error {
		time.Sleep(time.Second) // want:sleep-in-tx
		_, err := tx.Exec(ctx, `UPDATE items SET seen = true`)
		var pg *pgconn.PgError
		if errors.As(err, &pg) && pg.Code == "23505" {
			return nil
		}
		return err
	})
}

// What runs on the connection runs inside its transaction.
func (s *store) acquired(ctx context.Context) error {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := conn.Exec(ctx, `SET LOCAL lock_timeout = '1s'`); err != nil {
		return err
	}
	if _, err := s.pool.Exec(ctx, `SELECT 1`); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit(ctx)
}

func pinned(ctx context.Context, conn *pgx.Conn) error {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := conn.Exec(ctx, `SET LOCAL lock_timeout = '1s'`); err != nil {
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit(ctx)
}

func handed(ctx context.Context, tx pgx.Tx) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	_, err := tx.Exec(ctx, `SELECT 1`)
	return err
}

func ended(ctx context.Context, pool *pgxpool.Pool) error {
	tx, err := pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `SELECT 1`) // want:use-after-end
	return err
}

// dbtx is what sqlc generates: a pool or a transaction.
type dbtx interface {
	Exec(context.Context, string, ...any) (pgconn.CommandTag, error)
	QueryRow(context.Context, string, ...any) pgx.Row
}

func insert(ctx context.Context, db dbtx) error {
	time.Sleep(time.Second)
	_, err := db.Exec(ctx, `INSERT INTO items (id) VALUES (1)`)
	return err
}

func (s *store) inserts(ctx context.Context) error {
	if err := insert(ctx, s.pool); err != nil {
		return err
	}
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if err := insert(ctx, tx); err != nil { // want:sleep-in-tx
		return err
	}
	if err := insert(ctx, s.pool); err != nil { // want:sleep-in-tx,pool-in-tx
		return err
	}
	return tx.Commit(ctx)
}

// What the callbacks of a batch put into a channel is there when it is closed.
func (s *store) batched(ctx context.Context, ids []int64) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		found := make(chan int64, len(ids))
		failed := make(chan error, 1)
		batch.Queue(`DELETE FROM items WHERE id = ANY($1) RETURNING id`, ids).Query(func(rows pgx.Rows) error {
			for rows.Next() {
				var id int64
				if err := rows.Scan(&id); err != nil {
					failed <- err
					close(found)
					return err
				}
				found <- id
			}
			failed <- rows.Err()
			close(found)
			return nil
		})
		if err := tx.SendBatch(ctx, batch).Close(); err != nil {
			return err
		}
		for id := range found {
			if _, err := tx.Exec(ctx, `INSERT INTO gone VALUES ($1)`, id); err != nil {
				return err
			}
		}
		return <-failed
	})
}

func (s *store) waits(ctx context.Context, ids []int64) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		late := make(chan int64, len(ids))
		time.AfterFunc(time.Second, func() { late <- 1 })
		_, err := tx.Exec(ctx, `INSERT INTO gone VALUES ($1)`, <-late) // want:wait-in-tx
		return err
	})
}
