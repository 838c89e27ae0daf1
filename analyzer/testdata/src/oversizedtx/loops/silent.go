package loops

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

const attempts = 3

var tables = []string{"orders", "lines", "customers"}

var defaults = map[string]string{"currency": "EUR", "country": "DE"}

func constant(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for range 3 {
		if _, err := tx.ExecContext(ctx, "INSERT INTO t DEFAULT VALUES"); err != nil {
			return err
		}
	}
	for i := 0; i < attempts; i++ {
		if _, err := tx.ExecContext(ctx, "INSERT INTO t VALUES (?)", i); err != nil {
			return err
		}
	}
	for i := range [4]int{} {
		if _, err := tx.ExecContext(ctx, "INSERT INTO t VALUES (?)", i); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// literals loops over what the source lists.
func literals(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, t := range []string{"a", "b"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+t); err != nil {
			return err
		}
	}
	for _, t := range tables {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+t); err != nil {
			return err
		}
	}
	for i := 0; i < len(tables); i++ {
		if _, err := tx.ExecContext(ctx, "ANALYZE "+tables[i]); err != nil {
			return err
		}
	}
	for key, value := range defaults {
		if _, err := tx.ExecContext(ctx, "INSERT INTO settings VALUES (?, ?)", key, value); err != nil {
			return err
		}
	}
	steps := []struct{ sql string }{{"CREATE TABLE a (b)"}, {"CREATE TABLE c (d)"}}
	for _, s := range steps {
		if _, err := tx.ExecContext(ctx, s.sql); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// again tries a few times: the literal captures the counter.
func again(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for i := 0; i < attempts; i++ {
		err = func() error {
			_, err := tx.ExecContext(ctx, "INSERT INTO t VALUES (?)", i)
			return err
		}()
		if err == nil {
			break
		}
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// giveUp leaves an endless loop after a few turns.
func giveUp(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tried := 0
	for {
		var free bool
		if err := tx.QueryRowContext(ctx, "SELECT free FROM seats").Scan(&free); err != nil {
			return err
		}
		if free {
			break
		}
		tried++
		if tried > 5 {
			return errors.New("no seat")
		}
	}
	return tx.Commit()
}

// batched has the loop before, and one statement.
func batched(ctx context.Context, db *sql.DB, ids []int64) error {
	var marks []string
	var args []any
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		marks, args = append(marks, "?"), append(args, id)
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id IN ("+strings.Join(marks, ",")+")", args...); err != nil {
		return err
	}
	return tx.Commit()
}

// turns opens a transaction a turn.
func turns(ctx context.Context, db *sql.DB, ids []int64) error {
	for _, id := range ids {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id = ?", id); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// found leaves the loop with its one statement.
func found(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if id > 100 {
			if _, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id = ?", id); err != nil {
				return err
			}
			break
		}
	}
	return tx.Commit()
}
