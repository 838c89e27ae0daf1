// config: enable=late-commit

// Package latecommit works between the last statement of a transaction and its
// commit.
package latecommit

import (
	"context"
	"database/sql"
	"encoding/json"
	"log"
	"os"
)

type order struct {
	ID    int64
	Items []int64
}

func (o order) total() (sum int64) {
	for _, n := range o.Items {
		sum += n
	}
	return sum
}

type store struct{ db *sql.DB }

func insert(ctx context.Context, tx *sql.Tx, sum int64) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", sum)
	return err
}

func call(ctx context.Context, db *sql.DB, o order) (int64, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if err := insert(ctx, tx, o.ID); err != nil {
		return 0, err
	}
	sum := o.total() // want:late-commit
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	return sum, nil
}

func loop(ctx context.Context, db *sql.DB, o order) (sum int64, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if err := insert(ctx, tx, o.ID); err != nil {
		return 0, err
	}
	for _, n := range o.Items { // want:late-commit
		sum += n
	}
	return sum, tx.Commit()
}

// fails can fail, and comes after a statement that is not always run.
func fails(ctx context.Context, db *sql.DB, o order) ([]byte, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if err := insert(ctx, tx, o.ID); err != nil {
		return nil, err
	}
	if len(o.Items) > 0 {
		if err := insert(ctx, tx, o.Items[0]); err != nil {
			return nil, err
		}
	}
	log.Printf("stored %d", o.ID)
	data, err := json.Marshal(o) // want:late-commit
	if err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	return data, nil
}

func (s *store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return fn(tx)
}

func (s *store) callback(ctx context.Context, o order) (sum int64, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		if err := insert(ctx, tx, o.ID); err != nil {
			return err
		}
		sum = o.total() // want:late-commit
		return nil
	})
	return sum, err
}

// deferred commits in a deferred literal.
func deferred(ctx context.Context, db *sql.DB, o order) (sum int64, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		}
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	if err := insert(ctx, tx, o.ID); err != nil {
		return 0, err
	}
	sum = o.total() // want:late-commit
	return sum, nil
}

// written has one finding for the file.
func written(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := insert(ctx, tx, o.ID); err != nil {
		return err
	}
	if err := os.WriteFile("order", nil, 0o600); err != nil { // want:file-in-tx
		return err
	}
	return tx.Commit()
}
