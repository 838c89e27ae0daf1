package wrapper

import (
	"context"
	"database/sql"
)

// Wrong: the wrapped transaction stays open where the insert fails.
func leak(ctx context.Context, db DB, id int64) error {
	tx, err := db.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Wrong: the unit of work is dropped where there is nothing to do.
func leakUnit(db *sql.DB, ids []int64) error {
	u, err := NewUnit(db)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return nil // want:missing-rollback
	}
	for _, id := range ids {
		u.Add(id)
	}
	return u.Done()
}

// Wrong: never ended.
func leakAll(db *sql.DB, ids []int64) error {
	u, err := NewUnit(db) // want:missing-rollback
	if err != nil {
		return err
	}
	for _, id := range ids {
		u.Add(id)
	}
	return u.err
}

// Wrong: the local wrapper is not ended, and neither is what it wraps.
func leakLocal(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	u := &Unit{tx: tx}
	if u.Add(id); u.err != nil {
		return u.err // want:missing-rollback
	}
	return u.Commit()
}
