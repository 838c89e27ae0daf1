// Package readonly ends its transactions by a rollback only.
package readonly

import (
	"context"
	"database/sql"
)

// Right: a transaction that only reads needs no commit.
func total(ctx context.Context, db *sql.DB) (n int, err error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	err = tx.QueryRowContext(ctx, "SELECT sum(n) FROM orders").Scan(&n)
	return n, err
}

// Right: rolled back before the rows are looked at.
func ids(ctx context.Context, db *sql.DB) ([]int64, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return nil, err
	}
	list, err := query(ctx, tx)
	if rerr := tx.Rollback(); err == nil {
		err = rerr
	}
	return list, err
}

// Right: a sandbox, in which everything is undone.
func explain(ctx context.Context, db *sql.DB, statement string) (plan string, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return "", err
	}
	defer func() {
		if rerr := tx.Rollback(); rerr != nil && err == nil {
			err = rerr
		}
	}()
	if _, err := tx.ExecContext(ctx, statement); err != nil {
		return "", err
	}
	return plan, tx.QueryRowContext(ctx, "EXPLAIN "+statement).Scan(&plan)
}

func query(ctx context.Context, tx *sql.Tx) (list []int64, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		list = append(list, id)
	}
	return list, rows.Err()
}

// Wrong: it only reads, and is open all the same.
func leak(ctx context.Context, db *sql.DB) ([]int64, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // want:missing-rollback
	if err != nil {
		return nil, err
	}
	return query(ctx, tx)
}

// Wrong: ended where something was found.
func leakEmpty(ctx context.Context, db *sql.DB) (int64, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, err
	}
	list, err := query(ctx, tx)
	if err != nil || len(list) == 0 {
		return 0, err // want:missing-rollback
	}
	return list[0], tx.Rollback()
}
