// Package stdsql checks database/sql as the command loads it: by declarations.
package stdsql

import (
	"context"
	"database/sql"
	"time"
)

type store struct{ db *sql.DB }

func (s *store) right(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `UPDATE t SET a = 1`); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	_, err = s.db.ExecContext(ctx, `UPDATE t SET b = 1`)
	return err
}

func (s *store) wrong(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, `UPDATE t SET a = 1`); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}

// A statement on the pinned connection that the transaction was opened on runs
// inside it.
func (s *store) pinned(ctx context.Context) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := conn.ExecContext(ctx, `SET LOCAL statement_timeout = 100`); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, `UPDATE t SET a = 1`); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}
