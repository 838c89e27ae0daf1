package gopg

import (
	"context"
	"time"

	"github.com/go-pg/pg/v10"
)

type item struct{ ID int64 }

type repo struct{ db *pg.DB }

func (r *repo) right(it *item) error {
	tx, err := r.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Close()
	if _, err := tx.Model(it).Insert(); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM items`); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return r.db.Model(it).Select()
}

func (r *repo) wrong(it *item) error {
	tx, err := r.db.Begin()
	if err != nil {
		return err
	}
	if _, err := r.db.Exec(`DELETE FROM items`); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	if err := r.db.Model(it).WherePK().Select(); err != nil { // want:pool-in-tx
		_ = tx.Rollback()
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}

func (r *repo) runs(ctx context.Context, it *item) error {
	return r.db.RunInTransaction(ctx, func(tx *pg.Tx) error {
		if _, err := r.db.Model(it).Insert(); err != nil { // want:pool-in-tx
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx
		_, err := tx.Model(it).Insert()
		return err
	})
}

// What is run on a transaction commits it: it is no savepoint.
func (r *repo) nests(ctx context.Context, it *item) error {
	return r.db.RunInTransaction(ctx, func(tx *pg.Tx) error {
		if _, err := tx.Model(it).Insert(); err != nil {
			return err
		}
		return tx.RunInTransaction(ctx, func(tx *pg.Tx) error { // want:unsafe-nesting
			_, err := tx.Model(it).Insert()
			return err
		})
	})
}

func begins(tx *pg.Tx, it *item) error {
	inner, err := tx.Begin() // want:unsafe-nesting
	if err != nil {
		return err
	}
	defer inner.Close()
	if _, err := inner.Model(it).Insert(); err != nil {
		return err
	}
	return inner.Commit()
}

// A helper that is handed the transaction is looked at by itself.
func helper(tx *pg.Tx) error {
	inner, err := tx.Begin() // want:unsafe-nesting
	if err != nil {
		return err
	}
	defer inner.Close()
	return inner.Commit()
}
