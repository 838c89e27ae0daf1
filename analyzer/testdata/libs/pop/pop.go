package pop

import (
	"time"

	"github.com/gobuffalo/pop/v6"
)

type item struct{ ID int }

type repo struct{ db *pop.Connection }

func (r *repo) right(it *item) error {
	tx, err := r.db.NewTransaction()
	if err != nil {
		return err
	}
	if err := tx.Create(it); err != nil {
		_ = tx.TX.Rollback()
		return err
	}
	if err := tx.Where("id = ?", it.ID).First(it); err != nil {
		_ = tx.TX.Rollback()
		return err
	}
	return tx.TX.Commit()
}

func (r *repo) wrong(it *item) error {
	tx, err := r.db.NewTransaction()
	if err != nil {
		return err
	}
	if err := r.db.Create(it); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.TX.Commit()
}

func (r *repo) runs(it *item) error {
	err := r.db.Transaction(func(tx *pop.Connection) error {
		if err := r.db.Save(it); err != nil { // want:pool-in-tx
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx
		return tx.Save(it)
	})
	time.Sleep(time.Second)
	return err
}

// A transaction on the transaction is that one, and its end is the end of both.
func (r *repo) nests(it *item) error {
	return r.db.Transaction(func(tx *pop.Connection) error {
		if err := tx.Save(it); err != nil {
			return err
		}
		return tx.Transaction(func(inner *pop.Connection) error { // want:unsafe-nesting
			return inner.Save(it)
		})
	})
}

func (it *item) BeforeSave(tx *pop.Connection) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Create(&item{})
}

func save(tx *pop.Connection, it *item) error {
	time.Sleep(time.Second)
	return tx.Save(it)
}

// A helper that is handed a connection, which may be a pool: docs/limits.md.
func helper(c *pop.Connection) error {
	return c.Transaction(func(tx *pop.Connection) error { return tx.RawQuery("UPDATE items SET a = 1").Exec() })
}

func viaHelper(c *pop.Connection) error {
	return c.Transaction(func(tx *pop.Connection) error { return helper(tx) })
}
