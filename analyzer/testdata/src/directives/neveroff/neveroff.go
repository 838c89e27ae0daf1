// config: disable=forbidden-in-tx

// Package neveroff has the rule switched off: the effects beside it are told.
package neveroff

import (
	"database/sql"

	"directives/never/lib"
)

func inside(tx *sql.Tx) error {
	n := lib.Rebuild()
	if err := lib.Sync(); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("INSERT INTO counts VALUES (?)", n)
	return err
}
