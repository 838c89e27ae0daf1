// Package a holds the transactions, three packages above the effects.
package a

import (
	"context"
	"database/sql"

	"follow/packages/chain/b"
)

// Promoted over packages, called over packages.
func over(ctx context.Context, db *sql.DB, team b.Team) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	team.Work()                          // want:sleep-in-tx
	if err := b.Clean("x"); err != nil { // want:file-in-tx
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO rests VALUES (?)", team.Rest()); err != nil {
		return err
	}
	return tx.Commit()
}

// A method value over packages.
func value(tx *sql.Tx, team b.Team) error {
	work := team.Work
	work() // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO rests VALUES (?)", team.Rest())
	return err
}

// Outside.
func outside(ctx context.Context, db *sql.DB, team b.Team) error {
	team.Work()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO rests VALUES (?)", team.Rest()); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return b.Clean("x")
}
