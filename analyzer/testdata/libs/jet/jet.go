package jet

import (
	"context"
	"database/sql"
	"time"

	"github.com/go-jet/jet/v2/postgres"
	"github.com/go-jet/jet/v2/qrm"
)

type store struct {
	db   *sql.DB
	stmt postgres.Statement
}

func (s *store) right(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n []int
	if err := s.stmt.QueryContext(ctx, tx, &n); err != nil {
		return err
	}
	if _, err := s.stmt.ExecContext(ctx, tx); err != nil {
		return err
	}
	if _, err := postgres.RawStatement(`DELETE FROM items`).Exec(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return s.stmt.QueryContext(ctx, s.db, &n)
}

func (s *store) wrong(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	var n []int
	if err := s.stmt.QueryContext(ctx, s.db, &n); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	s.stmt.Exec(tx)         // want:swallowed-error
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}

// The handle is an argument: which one it is, the caller knows.
func remove(ctx context.Context, db qrm.DB, stmt postgres.Statement) error {
	time.Sleep(time.Second)
	_, err := stmt.ExecContext(ctx, db)
	return err
}

func (s *store) removes(ctx context.Context) error {
	if err := remove(ctx, s.db, s.stmt); err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := remove(ctx, tx, s.stmt); err != nil { // want:sleep-in-tx
		return err
	}
	return tx.Commit()
}

func (s *store) removesOutside(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := quick(ctx, s.db, s.stmt); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func quick(ctx context.Context, db qrm.DB, stmt postgres.Statement) error {
	_, err := stmt.ExecContext(ctx, db)
	return err
}

func (s *store) rows(ctx context.Context, tx *sql.Tx) error {
	rows, err := s.stmt.Rows(ctx, tx)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return err
		}
	}
	return rows.Err()
}
