package latecommit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// after works when it has committed.
func after(ctx context.Context, db *sql.DB, o order) (int64, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if err := insert(ctx, tx, o.ID); err != nil {
		return 0, err
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	return o.total(), nil
}

// isNone looks at errors, as some packages do for themselves.
func isNone(err error) bool { return err == errNone }

// looked looks at the error of its last statement.
func looked(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = insert(ctx, tx, o.ID)
	if isNone(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

var errNone = errors.New("no such order")

// affected asks what the statement did.
func affected(ctx context.Context, db *sql.DB, o order) error {
	start := time.Now()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	res, err := tx.ExecContext(ctx, "UPDATE orders SET n = 1 WHERE id = ?", o.ID)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n == 0 {
		return fmt.Errorf("%d: %w", o.ID, errNone)
	}
	slog.Info("updated", "took", time.Since(start))
	return tx.Commit()
}

// reading reads the rows before it commits.
func reading(ctx context.Context, db *sql.DB) (all []int64, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT n FROM orders")
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	return all, tx.Commit()
}

func scan(rows *sql.Rows) (sum int64, err error) {
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, rows.Err()
}

// scanned has a function for that.
func scanned(ctx context.Context, db *sql.DB) (int64, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT n FROM orders")
	if err != nil {
		return 0, err
	}
	sum, err := scan(rows)
	if err != nil {
		return 0, err
	}
	return sum, tx.Commit()
}

// sometimes works on one way to the commit.
func sometimes(ctx context.Context, db *sql.DB, o order) (sum int64, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if err := insert(ctx, tx, o.ID); err != nil {
		return 0, err
	}
	if len(o.Items) > 0 {
		sum = o.total()
	}
	return sum, tx.Commit()
}

// between has a statement after it.
func between(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := insert(ctx, tx, o.ID); err != nil {
		return err
	}
	sum := o.total()
	if err := insert(ctx, tx, sum); err != nil {
		return err
	}
	return tx.Commit()
}

// rolledBack works before a rollback: the failure is what matters.
func rolledBack(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := insert(ctx, tx, o.ID); err != nil {
		sum := o.total()
		tx.Rollback()
		return fmt.Errorf("%d: %w", sum, err)
	}
	return tx.Commit()
}

// direct returns the error of its last statement.
func (s *store) direct(ctx context.Context, o order) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		sum := o.total()
		return insert(ctx, tx, sum)
	})
}

// given is handed an open transaction: others commit it.
func given(ctx context.Context, tx *sql.Tx, o order) (int64, error) {
	if err := insert(ctx, tx, o.ID); err != nil {
		return 0, err
	}
	return o.total(), nil
}
