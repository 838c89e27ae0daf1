// Package services has whole, correct functions as services have them: nothing
// in this package may be reported.
package services

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// ErrEmpty says that no job is waiting.
var ErrEmpty = errors.New("queue is empty")

// Job is a row of the queue.
type Job struct {
	ID      int64
	Payload json.RawMessage
	tx      *sql.Tx
}

// Queue takes jobs out of a table.
type Queue struct {
	db    *sql.DB
	log   *slog.Logger
	table string
}

// Take locks a job and hands it out with its transaction; Done or Fail end it.
func (q *Queue) Take(ctx context.Context) (_ *Job, err error) {
	tx, err := q.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("take: %w", err)
	}
	defer func() {
		if err != nil {
			if rerr := tx.Rollback(); rerr != nil {
				q.log.Error("rollback", "err", rerr)
			}
		}
	}()
	j := &Job{tx: tx}
	row := tx.QueryRowContext(ctx, "SELECT id, payload FROM "+q.table+" FOR UPDATE SKIP LOCKED LIMIT 1")
	switch err := row.Scan(&j.ID, &j.Payload); {
	case errors.Is(err, sql.ErrNoRows):
		return nil, ErrEmpty
	case err != nil:
		return nil, fmt.Errorf("take: %w", err)
	}
	if !json.Valid(j.Payload) {
		return nil, fmt.Errorf("job %d: payload is no JSON", j.ID)
	}
	return j, nil
}

// Done removes the job.
func (j *Job) Done(ctx context.Context) error {
	if _, err := j.tx.ExecContext(ctx, "DELETE FROM jobs WHERE id = $1", j.ID); err != nil {
		return errors.Join(err, j.tx.Rollback())
	}
	return j.tx.Commit()
}

// Fail gives the job back.
func (j *Job) Fail() { _ = j.tx.Rollback() }

// Work takes jobs until the context ends.
func (q *Queue) Work(ctx context.Context, handle func(context.Context, *Job) error) error {
	for {
		j, err := q.Take(ctx)
		if errors.Is(err, ErrEmpty) {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Second):
			}
			continue
		}
		if err != nil {
			return err
		}
		if err := handle(ctx, j); err != nil {
			q.log.Warn("job failed", "id", j.ID, "err", err)
			j.Fail()
			continue
		}
		if err := j.Done(ctx); err != nil {
			return err
		}
	}
}

// Requeue moves old jobs, some at a time, until none is left.
func (q *Queue) Requeue(ctx context.Context, before time.Time) (total int64, err error) {
	for {
		n, err := q.requeueSome(ctx, before)
		total += n
		if err != nil || n == 0 {
			return total, err
		}
	}
}

func (q *Queue) requeueSome(ctx context.Context, before time.Time) (n int64, err error) {
	tx, err := q.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return 0, err
	}
	committed := false
	defer func() {
		if committed {
			return
		}
		if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
			err = errors.Join(err, rerr)
		}
	}()
	rows, err := tx.QueryContext(ctx, "SELECT id FROM dead WHERE at < $1 LIMIT 100", before)
	if err != nil {
		return 0, err
	}
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			_ = rows.Close()
			return 0, err
		}
		ids = append(ids, id)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return 0, err
	}
	stmt, err := tx.PrepareContext(ctx, "INSERT INTO jobs SELECT * FROM dead WHERE id = $1")
	if err != nil {
		return 0, err
	}
	defer stmt.Close()
	for _, id := range ids {
		res, err := stmt.ExecContext(ctx, id)
		if err != nil {
			return n, fmt.Errorf("job %d: %w", id, err)
		}
		moved, err := res.RowsAffected()
		if err != nil {
			return n, err
		}
		n += moved
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	committed = true
	return n, nil
}
