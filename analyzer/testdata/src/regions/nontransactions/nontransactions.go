// Package nontransactions has types with the methods of a transaction that are none.
package nontransactions

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"os"
	"sync"
	"time"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Deleter removes files at commit.
type Deleter struct{ names []string }

// Begin starts anew.
func Begin() (*Deleter, error) { return &Deleter{}, nil }

// Add adds.
func (d *Deleter) Add(name string) { d.names = append(d.names, name) }

// Commit removes.
func (d *Deleter) Commit() error {
	for _, name := range d.names {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

// Rollback forgets.
func (d *Deleter) Rollback() error {
	d.names = nil
	return nil
}

func deleteFiles() error {
	d, err := Begin()
	if err != nil {
		return err
	}
	defer d.Rollback()
	if err := ping(); err != nil {
		return err
	}
	d.Add("x")
	time.Sleep(time.Second)
	return d.Commit()
}

// Handed as a parameter, it opens no region either.
func addFiles(d *Deleter) error {
	d.Add("y")
	return ping()
}

// Ledger books in memory, under a lock.
type Ledger struct {
	mu      sync.Mutex
	entries []int
}

// Entry is a transaction of the ledger.
type Entry struct {
	l *Ledger
	n int
}

// BeginTx starts.
func (l *Ledger) BeginTx(ctx context.Context) (*Entry, error) { return &Entry{l: l}, ctx.Err() }

// Transaction runs its callback on an entry.
func (l *Ledger) Transaction(ctx context.Context, fn func(*Entry) error) error {
	e, err := l.BeginTx(ctx)
	if err != nil {
		return err
	}
	if err := fn(e); err != nil {
		e.Rollback()
		return err
	}
	e.Commit()
	return nil
}

// Commit books.
func (e *Entry) Commit() {
	e.l.mu.Lock()
	defer e.l.mu.Unlock()
	e.l.entries = append(e.l.entries, e.n)
}

// Rollback forgets.
func (e *Entry) Rollback() { e.n = 0 }

func book(ctx context.Context, l *Ledger) error {
	return l.Transaction(ctx, func(e *Entry) error {
		e.n = 1
		return ping()
	})
}

// Tx is called like a transaction and is a remote call's envelope.
type Tx struct{ signed bool }

// Begin makes one.
func (t *Tx) Begin() *Tx { return t }

// Commit sends it.
func (t *Tx) Commit() error { return ping() }

// Rollback sends its opposite.
func (t *Tx) Rollback() error { return ping() }

func sign(tx *Tx) error {
	if err := ping(); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	tx.signed = true
	return tx.Commit()
}

// An iterator that begins and ends.
type iterator struct{ i int }

func (it *iterator) Begin() bool { it.i = 0; return true }
func (it *iterator) Next() bool  { it.i++; return it.i < 3 }
func (it *iterator) Close()      {}

func iterate(it *iterator) error {
	defer it.Close()
	for ok := it.Begin(); ok; ok = it.Next() {
		if err := ping(); err != nil {
			return err
		}
	}
	return nil
}

// Inside a transaction of the database they are what they do: the deleter's commit removes files.
func both(ctx context.Context, db *sql.DB, d *Deleter) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	d.Add("z")
	if _, err := tx.ExecContext(ctx, "DELETE FROM files"); err != nil {
		return err
	}
	if err := d.Commit(); err != nil { // want:file-in-tx
		return err
	}
	return tx.Commit()
}

// In the right order: the deleter after the database.
func bothMended(ctx context.Context, db *sql.DB, d *Deleter) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	d.Add("z")
	defer d.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM files"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return d.Commit()
}

// Options for a transaction are none.
type txOptions struct{ ReadOnly bool }

func optionsOnly(o *sql.TxOptions, own txOptions) error {
	if o.ReadOnly || own.ReadOnly {
		return ping()
	}
	return nil
}
