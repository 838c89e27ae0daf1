package scany

import (
	"context"
	"database/sql"
	"time"

	"github.com/georgysavva/scany/v2/pgxscan"
	"github.com/georgysavva/scany/v2/sqlscan"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type item struct{ ID int }

type store struct {
	db   *sql.DB
	pool *pgxpool.Pool
}

func (s *store) right(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var items []item
	if err := sqlscan.Select(ctx, tx, &items, `SELECT id FROM items`); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return sqlscan.Select(ctx, s.db, &items, `SELECT id FROM items`)
}

func (s *store) wrong(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	var it item
	if err := sqlscan.Get(ctx, s.db, &it, `SELECT id FROM items`); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	sqlscan.Get(ctx, tx, &it, `SELECT id FROM items`) // want:swallowed-error
	return tx.Commit()
}

func (s *store) onPgx(ctx context.Context) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		var items []item
		if err := pgxscan.Select(ctx, tx, &items, `SELECT id FROM items`); err != nil {
			return err
		}
		return pgxscan.Select(ctx, s.pool, &items, `SELECT id FROM items`) // want:pool-in-tx
	})
}

// ScanAll closes the rows, and the connection is free again.
func (s *store) scans(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, `SELECT id FROM items`)
	if err != nil {
		return err
	}
	var items []item
	if err := pgxscan.ScanAll(&items, rows); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM items`)
	return err
}

// A row is scanned, and the rows stay open.
func (s *store) scansRow(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, `SELECT id FROM items`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var it item
		if err := pgxscan.ScanRow(&it, rows); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM items WHERE id = $1`, it.ID); err != nil { // want:statement-while-rows-open
			return err
		}
	}
	return rows.Err()
}
