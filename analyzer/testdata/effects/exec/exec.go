// Package exec starts processes.
package exec

import (
	"database/sql"

	"github.com/go-cmd/cmd"
)

func byCmd(tx *sql.Tx) error {
	c := cmd.NewCmd("convert", "bill.png")
	c.Dir = "bills"
	<-c.Start() // want:exec-in-tx,wait-in-tx
	if err := tx.Commit(); err != nil {
		return err
	}
	return (<-cmd.NewCmd("true").Start()).Error
}
