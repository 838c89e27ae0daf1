// config: enable=goroutine-in-tx,lock-in-tx

// Package jobs works on a queue of rows.
package jobs

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"log"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

type Worker struct {
	db   *sql.DB
	mu   sync.Mutex
	done chan int64
	seen map[int64]bool
}

type job struct {
	tx *sql.Tx
	id int64
}

// 1 right: the transaction is handed on in a struct; the holder ends it.
func (w *Worker) take(ctx context.Context) (*job, error) {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	j := &job{tx: tx}
	err = tx.QueryRowContext(ctx, `SELECT id FROM jobs LIMIT 1 FOR UPDATE SKIP LOCKED`).Scan(&j.id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, tx.Rollback()
	case err != nil:
		return nil, errors.Join(err, tx.Rollback())
	}
	return j, nil
}

func (j *job) finish(err error) error {
	if err != nil {
		return errors.Join(err, j.tx.Rollback())
	}
	return j.tx.Commit()
}

// 2 right: nothing outside the region.
func (w *Worker) Work(ctx context.Context) error {
	j, err := w.take(ctx)
	if err != nil || j == nil {
		time.Sleep(time.Second)
		return err
	}
	_, err = j.tx.ExecContext(ctx, `DELETE FROM jobs WHERE id = $1`, j.id)
	if err := j.finish(err); err != nil {
		return err
	}
	w.done <- j.id
	return nil
}

// 3 wrong: the channel and the sleep are inside.
func (w *Worker) WorkWrong(ctx context.Context) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	id := <-w.done // want:wait-in-tx
	if _, err := tx.ExecContext(ctx, `DELETE FROM jobs WHERE id = $1`, id); err != nil {
		return err
	}
	select { // want:sleep-in-tx
	case <-time.After(time.Second):
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case w.done <- id:
	default:
	}
	select { // want:wait-in-tx
	case w.done <- id:
	case <-ctx.Done():
	}
	return tx.Commit()
}

// 4 right: buffered with room; the lock is short; wrong: held over a statement.
func (w *Worker) Count(ctx context.Context, ids []int64) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	res := make(chan error, 1)
	_, err = tx.ExecContext(ctx, `UPDATE jobs SET n = n + 1`)
	res <- err
	if err := <-res; err != nil {
		return err
	}
	w.mu.Lock()
	w.seen[0] = true
	w.mu.Unlock()
	w.mu.Lock() // want:lock-in-tx
	defer w.mu.Unlock()
	if _, err := tx.ExecContext(ctx, `UPDATE jobs SET n = 0`); err != nil {
		return err
	}
	return tx.Commit()
}

// 5 wrong: a goroutine with an effect, and one that uses the transaction.
func (w *Worker) Spawn(ctx context.Context) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	go http.Get("https://hooks.example") // want:goroutine-in-tx
	go func() {                          // want:goroutine-in-tx
		time.Sleep(time.Second)
		log.Print("spawned")
	}()
	go func() { log.Print("fine") }()
	go func() { // want:tx-in-goroutine
		if _, err := tx.Exec(`UPDATE jobs SET n = 1`); err != nil {
			log.Print(err)
		}
	}()
	if _, err := tx.ExecContext(ctx, `UPDATE jobs SET n = 2`); err != nil {
		return err
	}
	return tx.Commit()
}

// 6 right: goroutines that own their transactions.
func (w *Worker) Fan(ctx context.Context, n int) error {
	g, ctx := errgroup.WithContext(ctx)
	for range n {
		g.Go(func() error {
			tx, err := w.db.BeginTx(ctx, nil)
			if err != nil {
				return err
			}
			defer tx.Rollback()
			if _, err := tx.ExecContext(ctx, `UPDATE jobs SET n = 1`); err != nil {
				return err
			}
			return tx.Commit()
		})
	}
	return g.Wait()
}

// 7 right: what is deferred before the opening runs after the end.
func (w *Worker) Metered(ctx context.Context) (err error) {
	defer func() {
		if err != nil {
			http.Post("https://alerts.example", "text/plain", nil)
		}
	}()
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `UPDATE jobs SET n = 1`); err != nil {
		return err
	}
	return tx.Commit()
}

// 8 wrong: what is deferred after the rollback runs before it.
func (w *Worker) MeteredWrong(ctx context.Context) (err error) {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer func() {
		if err != nil {
			http.Post("https://alerts.example", "text/plain", nil) // want:http-in-tx
		}
	}()
	if _, err := tx.ExecContext(ctx, `UPDATE jobs SET n = 1`); err != nil {
		return err
	}
	return tx.Commit()
}

// 9 right: commit through a func value.
func (w *Worker) Done(ctx context.Context, ok bool) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE jobs SET n = 1`)
	end := tx.Commit
	if err != nil || !ok {
		end = tx.Rollback
	}
	if err := end(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return err
}

// 10 right: a method value deferred through a helper.
func closing(fn func() error, msg string) {
	if err := fn(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		log.Print(msg, err)
	}
}

func (w *Worker) Closing(ctx context.Context, body io.Reader) error {
	b, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer closing(tx.Rollback, "rollback")
	if _, err := tx.ExecContext(ctx, `INSERT INTO jobs (body) VALUES ($1)`, b); err != nil {
		return err
	}
	return tx.Commit()
}

// 11 wrong: a loop that opens again; a break that leaves it open.
func (w *Worker) Batches(ctx context.Context) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		res, err := tx.ExecContext(ctx, `DELETE FROM jobs WHERE id IN (SELECT id FROM jobs LIMIT 100)`)
		if err != nil {
			_ = tx.Rollback()
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			break
		}
		if i%10 == 9 {
			if err := tx.Commit(); err != nil {
				return err
			}
			if tx, err = w.db.BeginTx(ctx, nil); err != nil {
				return err
			}
		}
	}
	return nil // want:missing-rollback
}

// 12 right: the same, with the commit after the loop.
func (w *Worker) BatchesRight(ctx context.Context) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for i := range 100 {
		if _, err := tx.ExecContext(ctx, `DELETE FROM jobs`); err != nil {
			_ = tx.Rollback()
			return err
		}
		if i%10 == 9 {
			if err := tx.Commit(); err != nil {
				return err
			}
			time.Sleep(time.Second)
			tx, err = w.db.BeginTx(ctx, nil)
			if err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

// 13 right: several, one after the other.
func (w *Worker) Two(ctx context.Context) error {
	one, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer one.Rollback()
	if _, err := one.ExecContext(ctx, `UPDATE jobs SET n = 1`); err != nil {
		return err
	}
	if err := one.Commit(); err != nil {
		return err
	}
	two, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer two.Rollback()
	if _, err := two.ExecContext(ctx, `UPDATE jobs SET n = 2`); err != nil {
		return err
	}
	return two.Commit()
}
