// config: enable=oversized-tx

// Package loops has statements in loops: nothing bounds how many, unless a
// constant does.
package loops

import (
	"bufio"
	"context"
	"database/sql"
	"io"
	"iter"
)

func slice(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id = ?", id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func counted(ctx context.Context, db *sql.DB, n int) error {
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for i := 0; i < n; i++ {
		if _, err := tx.ExecContext(ctx, "INSERT INTO t VALUES (?)", i); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// down counts down from what it is given.
func down(ctx context.Context, db *sql.DB, n int) error {
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for ; n > 0; n-- {
		if _, err := tx.ExecContext(ctx, "INSERT INTO t VALUES (?)", n); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func until(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for {
		res, err := tx.ExecContext(ctx, "DELETE FROM t WHERE old LIMIT 1000")
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			break
		}
	}
	return tx.Commit()
}

func lines(ctx context.Context, db *sql.DB, r io.Reader) error {
	sc := bufio.NewScanner(r)
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for sc.Scan() {
		if _, err := tx.ExecContext(ctx, "INSERT INTO t VALUES (?)", sc.Text()); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func ranged(ctx context.Context, db *sql.DB, all iter.Seq[int64]) error {
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for id := range all {
		if _, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id = ?", id); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func remove(ctx context.Context, tx *sql.Tx, ids map[int64]bool) error {
	for id := range ids {
		if _, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// called has the loop in a function that it hands the transaction.
func called(ctx context.Context, db *sql.DB, ids map[int64]bool) error {
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := remove(ctx, tx, ids); err != nil {
		return err
	}
	return tx.Commit()
}

// literal has the statement in a literal, and that in the loop.
func literal(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	del := func(id int64) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id = ?", id)
		return err
	}
	for i := range ids {
		if err := del(ids[i]); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// nested has a constant loop around one that is not.
func nested(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for range 2 {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, "DELETE FROM t WHERE id = ?", id); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

// grown begins with a literal and gets more.
func grown(ctx context.Context, db *sql.DB, more []string) error {
	tables := []string{"a", "b"}
	tables = append(tables, more...)
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, t := range tables {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+t); err != nil {
			return err
		}
	}
	return tx.Commit()
}
