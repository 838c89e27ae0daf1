// config: enable=oversized-tx

// Package counted counts the statement calls of transactions: more than 20 are
// too many.
package counted

import (
	"context"
	"database/sql"
)

// much has 21.
func much(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a0 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a1 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a2 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a3 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a4 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a5 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a6 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a7 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a8 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a9 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a10 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a11 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a12 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a13 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a14 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a15 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a16 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a17 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a18 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a19 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a20 = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// enough has 20.
func enough(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a0 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a1 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a2 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a3 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a4 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a5 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a6 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a7 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a8 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a9 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a10 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a11 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a12 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a13 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a14 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a15 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a16 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a17 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a18 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a19 = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// two are two transactions of eleven each.
func two(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a0 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a1 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a2 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a3 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a4 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a5 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a6 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a7 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a8 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a9 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a10 = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if tx, err = db.BeginTx(ctx, nil); err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a11 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a12 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a13 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a14 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a15 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a16 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a17 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a18 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a19 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a20 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a21 = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// pooled has 12, and 12 on the pool before.
func pooled(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, "UPDATE t SET a0 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a1 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a2 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a3 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a4 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a5 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a6 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a7 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a8 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a9 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a10 = 1"); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "UPDATE t SET a11 = 1"); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a0 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a1 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a2 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a3 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a4 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a5 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a6 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a7 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a8 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a9 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a10 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a11 = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

func half(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a0 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a1 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a2 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a3 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a4 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a5 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a6 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a7 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a8 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a9 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a10 = 1"); err != nil {
		return err
	}
	return nil
}

func otherHalf(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a11 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a12 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a13 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a14 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a15 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a16 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a17 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a18 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a19 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a20 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a21 = 1"); err != nil {
		return err
	}
	return nil
}

// halves has 22, in two functions.
func halves(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil) // want:oversized-tx
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := half(ctx, tx); err != nil {
		return err
	}
	if err := otherHalf(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// one has 12.
func one(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := half(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "ANALYZE"); err != nil {
		return err
	}
	return tx.Commit()
}

// tree goes down, and up again: that adds no statement to the source.
func tree(ctx context.Context, tx *sql.Tx, depth int) error {
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a0 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a1 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a2 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a3 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a4 = 1"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET a5 = 1"); err != nil {
		return err
	}
	if depth > 0 {
		return tree(ctx, tx, depth-1)
	}
	return nil
}

func grow(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tree(ctx, tx, 3); err != nil {
		return err
	}
	return tx.Commit()
}
