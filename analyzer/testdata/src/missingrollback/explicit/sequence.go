package explicit

import (
	"context"
	"database/sql"
)

// Right: several transactions one after the other, the second in the same variable.
func twice(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, insert, id); err != nil {
		tx.Rollback()
		return err
	}
	if err = tx.Commit(); err != nil {
		return err
	}
	tx, err = db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, update, 1, id); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: the first is ended everywhere, the second stays open where the update fails.
func secondLeaks(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, insert, id); err != nil {
		tx.Rollback()
		return err
	}
	if err = tx.Commit(); err != nil {
		return err
	}
	tx, err = db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, update, 1, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Right: two pools, two transactions, both ended on every path.
func twoPools(ctx context.Context, orders, ledger *sql.DB, id int64) error {
	a, err := orders.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	b, err := ledger.BeginTx(ctx, nil)
	if err != nil {
		a.Rollback()
		return err
	}
	if _, err := a.ExecContext(ctx, insert, id); err != nil {
		a.Rollback()
		b.Rollback()
		return err
	}
	if err := a.Commit(); err != nil {
		b.Rollback()
		return err
	}
	return b.Commit()
}

// Wrong: where the second opening fails, the first transaction stays open.
func firstLeaks(ctx context.Context, orders, ledger *sql.DB, id int64) error {
	a, err := orders.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	b, err := ledger.BeginTx(ctx, nil)
	if err != nil {
		return err // want:missing-rollback
	}
	if _, err := a.ExecContext(ctx, insert, id); err != nil {
		b.Rollback()
		a.Rollback()
		return err
	}
	if err := b.Commit(); err != nil {
		a.Rollback()
		return err
	}
	return a.Commit()
}
