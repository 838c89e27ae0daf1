// Package tools ends transactions for other packages.
package tools

import "database/sql"

// Abort rolls back, and gives the error back.
func Abort(tx *sql.Tx, err error) error {
	_ = tx.Rollback()
	return err
}

// End commits or rolls back by an error.
func End(tx *sql.Tx, err error) error {
	if err != nil {
		return Abort(tx, err)
	}
	return tx.Commit()
}
