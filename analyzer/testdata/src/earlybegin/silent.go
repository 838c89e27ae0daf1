package earlybegin

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// before works before it opens.
func before(ctx context.Context, db *sql.DB, o order) error {
	sum := o.total()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := insert(ctx, tx, sum); err != nil {
		return err
	}
	return tx.Commit()
}

// between works when it has read.
func between(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int64
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&n); err != nil {
		return err
	}
	sum := o.total() + n
	if err := insert(ctx, tx, sum); err != nil {
		return err
	}
	return tx.Commit()
}

// sometimes works on one way to its first statement.
func sometimes(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	sum := int64(-1)
	if len(o.Items) > 0 {
		sum = o.total()
	}
	if err := insert(ctx, tx, sum); err != nil {
		return err
	}
	return tx.Commit()
}

type queries struct{ tx *sql.Tx }

func newQueries(tx *sql.Tx) *queries { return &queries{tx} }

func (q *queries) insert(ctx context.Context, sum int64) error { return insert(ctx, q.tx, sum) }

// nothing but the transaction, logging, errors, and what takes no time.
func nothing(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		slog.Error("begin", "err", err)
		return fmt.Errorf("begin: %w", err)
	}
	defer func() {
		if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
			slog.Error("rollback", "err", err)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	now := time.Now()
	name := fmt.Sprintf("order %d", o.ID)
	var marks []string
	marks = append(marks, "?", "?")
	slog.Info("storing", "name", strings.ToLower(name))
	q := newQueries(tx)
	if err := q.insert(ctx, int64(len(marks))); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO log VALUES (?)", now); err != nil {
		return err
	}
	return tx.Commit()
}

// operands are part of the statement.
func operands(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?, ?)", o.ID, o.total()); err != nil {
		return err
	}
	return tx.Commit()
}

type loader interface {
	load(ctx context.Context, tx *sql.Tx) (int64, error)
}

// handed may run statements in what it hands the transaction to.
func handed(ctx context.Context, db *sql.DB, l loader, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	n, err := l.load(ctx, tx)
	if err != nil {
		return err
	}
	sum := o.total() + n
	if err := insert(ctx, tx, sum); err != nil {
		return err
	}
	return tx.Commit()
}

// given is handed an open transaction: others begin it.
func given(ctx context.Context, tx *sql.Tx, o order) error {
	sum := o.total()
	return insert(ctx, tx, sum)
}

// reading loops over rows.
func reading(ctx context.Context, db *sql.DB) (sum int64, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT n FROM orders")
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, tx.Commit()
}

// failed works where opening failed.
func failed(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("%d: %w", o.total(), err)
	}
	defer tx.Rollback()
	if err := insert(ctx, tx, 1); err != nil {
		return err
	}
	return tx.Commit()
}
