package goqu

import (
	"context"
	"time"

	"github.com/doug-martin/goqu/v9"
)

type repo struct{ db *goqu.Database }

func (r *repo) right(ctx context.Context) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Insert("items").Rows(goqu.Record{"id": 1}).Executor().ExecContext(ctx); err != nil {
		return err
	}
	if _, err := tx.From("items").Where(goqu.Ex{"id": 1}).Update().Set(goqu.Record{"a": 1}).Executor().Exec(); err != nil {
		return err
	}
	var n int64
	if n, err = tx.From("items").CountContext(ctx); err != nil || n == 0 {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	_, err = r.db.From("items").Count()
	return err
}

func (r *repo) wrong(ctx context.Context) error {
	tx, err := r.db.Begin()
	if err != nil {
		return err
	}
	if _, err := r.db.From("items").Count(); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	if _, err := r.db.Insert("items").Rows(goqu.Record{"id": 1}).Executor().Exec(); err != nil { // want:pool-in-tx
		_ = tx.Rollback()
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Commit()
}

func (r *repo) runs() error {
	return r.db.WithTx(func(tx *goqu.TxDatabase) error {
		time.Sleep(time.Second)                                   // want:sleep-in-tx
		if _, err := r.db.Exec(`DELETE FROM items`); err != nil { // want:pool-in-tx
			return err
		}
		_, err := tx.Exec(`DELETE FROM items`)
		return err
	})
}

// Wrap ends the transaction.
func (r *repo) wraps() error {
	tx, err := r.db.Begin()
	if err != nil {
		return err
	}
	err = tx.Wrap(func() error {
		time.Sleep(time.Second) // want:sleep-in-tx
		_, err := tx.Exec(`DELETE FROM items`)
		return err
	})
	time.Sleep(time.Second)
	return err
}
