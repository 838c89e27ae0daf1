// Package nottx has Begin, Commit and Rollback, and no transaction.
package nottx

import (
	"database/sql"
	"errors"
)

// Deleter removes files when it is committed.
type Deleter struct {
	paths []string
	done  func(string) error
}

// Begin starts to collect paths.
func Begin(done func(string) error) (*Deleter, error) {
	if done == nil {
		return nil, errors.New("nothing to call")
	}
	return &Deleter{done: done}, nil
}

// Delete remembers a path.
func (d *Deleter) Delete(path string) { d.paths = append(d.paths, path) }

// Commit removes what was remembered.
func (d *Deleter) Commit() error {
	for _, p := range d.paths {
		if err := d.done(p); err != nil {
			return err
		}
	}
	return nil
}

// Rollback forgets it.
func (d *Deleter) Rollback() error { d.paths = nil; return nil }

// Right: a file deleter that is dropped leaks nothing.
func drop(path string, remove func(string) error) error {
	d, err := Begin(remove)
	if err != nil {
		return err
	}
	if path == "" {
		return errors.New("no path")
	}
	d.Delete(path)
	return d.Commit()
}

type iterator struct{ keys []string }

func (it *iterator) Begin() string   { return it.keys[0] }
func (it *iterator) Commit() error   { it.keys = it.keys[1:]; return nil }
func (it *iterator) Rollback() error { return nil }

// Right: an iterator.
func first(keys []string) string {
	it := &iterator{keys: keys}
	return it.Begin()
}

// Ledger is a chain of entries; its interface is not that of a transaction.
type Ledger interface {
	NewTransaction(name string) (Entry, error)
	Size() int
}

// Entry is an entry of the ledger.
type Entry interface {
	Sign(key []byte) error
	Commit() error
	Rollback() error
}

type entry struct{ signed bool }

func (e *entry) Sign([]byte) error { e.signed = true; return nil }
func (e *entry) Commit() error     { return nil }
func (e *entry) Rollback() error   { return nil }

// Right: a transaction of a ledger, which nothing has to roll back.
func sign(l Ledger, key []byte) error {
	e, err := l.NewTransaction("sign")
	if err != nil {
		return err
	}
	if err := e.Sign(key); err != nil {
		return err
	}
	return e.Commit()
}

// Begin of a job queue, beside a pool that it only keeps.
type queue struct {
	db   *sql.DB
	jobs int
}

func (q *queue) Begin() (*ticket, error) { q.jobs++; return &ticket{q}, nil }

type ticket struct{ q *queue }

func (t *ticket) Commit() error   { t.q.jobs--; return nil }
func (t *ticket) Rollback() error { t.q.jobs--; return nil }

// Right: a ticket.
func (q *queue) run(f func() error) error {
	t, err := q.Begin()
	if err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	return t.Commit()
}

// Right: an open connection is no transaction.
func (q *queue) ping() error {
	rows, err := q.db.Query("SELECT 1")
	if err != nil {
		return err
	}
	return rows.Close()
}
