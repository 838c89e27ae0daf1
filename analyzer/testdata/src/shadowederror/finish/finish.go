// Package finish ends transactions for other packages.
package finish

import (
	"database/sql"
	"errors"
)

// End commits or rolls back, by the error or by a panic.
func End(tx *sql.Tx, err *error) {
	if p := recover(); p != nil {
		_ = tx.Rollback()
		panic(p)
	}
	if *err != nil {
		*err = errors.Join(*err, tx.Rollback())
		return
	}
	*err = tx.Commit()
}

// Close is End for an error that is known already.
func Close(tx *sql.Tx, err error) error {
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
