// config: tests=true

// Package on has test files, in which everything is reported.
package on

import (
	"database/sql"
	"time"
)

// Insert is handed the transaction.
func Insert(tx *sql.Tx) error {
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO orders VALUES (1)")
	return err
}
