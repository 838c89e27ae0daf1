// Package use calls what another package forbids inside transactions.
package use

import (
	"context"
	"database/sql"

	"directives/never/lib"
)

// Inside it is a finding, whatever the function does; through calls too.
func inside(ctx context.Context, db *sql.DB, b *lib.Box[int]) error {
	n := lib.Rebuild()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	n += lib.Rebuild() // want:forbidden-in-tx
	n += lib.Nightly() // want:forbidden-in-tx
	n += local()       // want:forbidden-in-tx
	n += b.Get()       // want:forbidden-in-tx
	n += lib.Free()
	lib.Declared() // want:forbidden-in-tx
	lib.Start()
	if _, err := tx.ExecContext(ctx, "INSERT INTO counts VALUES (?)", n); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	lib.Rebuild()
	return nil
}

func local() int { return deeper() }

//txlint:never-in-tx it is slow
func deeper() int { return 1 }

// One finding a call: its other kinds are listed.
func both(tx *sql.Tx) error {
	if err := lib.Sync(); err != nil { // want:forbidden-in-tx
		return err
	}
	_, err := tx.Exec("DELETE FROM syncs")
	return err
}

// On an interface's method: the calls through that interface; on a method: also through an interface.
func interfaces(tx *sql.Tx, i lib.Index, m *lib.Memory, s *lib.Store, r lib.Resetter) error {
	if err := i.Refresh(); err != nil { // want:forbidden-in-tx
		return err
	}
	if err := m.Refresh(); err != nil {
		return err
	}
	s.Reset() // want:forbidden-in-tx
	r.Reset() // want:forbidden-in-tx
	_, err := tx.Exec("INSERT INTO counts VALUES (?)", i.Len()+m.Len())
	return err
}

// As values and callbacks.
func values(tx *sql.Tx) error {
	f := lib.Rebuild
	n := f() // want:forbidden-in-tx
	each(func() {
		n += lib.Rebuild() // want:forbidden-in-tx
	})
	defer lib.Rebuild() // want:forbidden-in-tx
	_, err := tx.Exec("INSERT INTO counts VALUES (?)", n)
	return err
}

func each(fn func()) { fn() }

// Nothing is open here.
func outside() int { return lib.Rebuild() + local() }

// Ignored at one place.
func ignored(tx *sql.Tx) error {
	//txlint:ignore forbidden-in-tx the index is empty here
	n := lib.Rebuild()
	_, err := tx.Exec("INSERT INTO counts VALUES (?)", n)
	return err
}
