// Package memory: what works in memory has no effect, whatever it reads for that.
package memory

import (
	"database/sql"
	"os"
	"syscall"

	"github.com/go-errors/errors"
)

func bug(format string) error {
	panic(errors.Errorf(format).ErrorStack())
}

func right(db *sql.DB, fd int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("DELETE FROM carts"); err != nil {
		return bug("carts")
	}
	if _, err := syscall.Read(fd, make([]byte, 1)); err != nil { // of a socket, mostly: is the peer still there?
		return err
	}
	return tx.Commit()
}

func wrong(db *sql.DB, fd int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("DELETE FROM carts"); err != nil {
		return err
	}
	if _, err := os.ReadFile("carts"); err != nil { // want:file-in-tx
		return err
	}
	if err := syscall.Fsync(fd); err != nil { // want:file-in-tx
		return err
	}
	return tx.Commit()
}
