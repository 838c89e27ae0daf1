// Package app has two repositories on one database.
package app

import (
	"context"
	"database/sql"

	"nestedbegin/packages/db"
)

type Users struct{ db *db.DB }

type Teams struct {
	db    *db.DB
	users *Users
	stats *db.DB
}

func New(pool, stats *sql.DB) *Teams {
	d := db.New(pool)
	return &Teams{db: d, users: &Users{db: d}, stats: db.New(stats)}
}

func (u *Users) Leave(ctx context.Context) error {
	return u.db.InTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM members")
		return err
	})
}

func (t *Teams) Drop(ctx context.Context) error {
	return t.db.InTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM teams"); err != nil {
			return err
		}
		err := t.stats.InTx(ctx, func(tx *sql.Tx) error { return nil })
		if err != nil {
			return err
		}
		return t.users.Leave(ctx) // want:nested-begin
	})
}

func (t *Teams) OneAfterTheOther(ctx context.Context) error {
	if err := t.users.Leave(ctx); err != nil {
		return err
	}
	return t.db.InTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM teams")
		return err
	})
}
