// Package off has test files, in which nothing is reported.
package off

import (
	"database/sql"
	"time"
)

// Insert is reported: it stands in no test file.
func Insert(tx *sql.Tx) error {
	time.Sleep(time.Millisecond) // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO orders VALUES (1)")
	return err
}
