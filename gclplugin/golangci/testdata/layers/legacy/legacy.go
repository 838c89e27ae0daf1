// Package legacy is excluded by the configuration.
package legacy

import (
	"database/sql"
	"time"
)

func Slow(tx *sql.Tx) error {
	time.Sleep(time.Second)
	_, err := tx.Exec("DELETE FROM orders")
	return err
}
