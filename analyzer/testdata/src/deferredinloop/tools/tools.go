// Package tools opens and ends transactions for other packages.
package tools

import (
	"database/sql"
	"errors"
	"log"
)

// Begin opens a transaction, and gives what undoes it along.
func Begin(db *sql.DB) (*sql.Tx, func(), error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, nil, err
	}
	return tx, func() { Undo(tx) }, nil
}

// Undo rolls back, whether there is something to undo or not.
func Undo(tx *sql.Tx) {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		log.Print(err)
	}
}
