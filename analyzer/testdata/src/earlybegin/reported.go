// config: enable=early-begin

// Package earlybegin works between the opening of a transaction and its first
// statement.
package earlybegin

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
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

func call(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	sum := o.total() // want:early-begin
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?, ?)", o.ID, sum); err != nil {
		return err
	}
	return tx.Commit()
}

func loop(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var sum int64
	for _, n := range o.Items { // want:early-begin
		sum += n
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?, ?)", o.ID, sum); err != nil {
		return err
	}
	return tx.Commit()
}

// first is reported once, at what comes first.
func first(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	log.Printf("storing %d", o.ID)
	data, err := json.Marshal(o) // want:early-begin
	if err != nil {
		return err
	}
	sum := o.total()
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?, ?)", data, sum); err != nil {
		return err
	}
	return tx.Commit()
}

// branches has something on either one.
func branches(ctx context.Context, db *sql.DB, o order) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var sum int64
	if o.ID > 0 {
		sum = o.total() // want:early-begin
	} else {
		for _, n := range o.Items {
			sum -= n
		}
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", sum); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func insert(ctx context.Context, tx *sql.Tx, sum int64) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", sum)
	return err
}

func (s *store) callback(ctx context.Context, o order) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		sum := o.total() // want:early-begin
		return insert(ctx, tx, sum)
	})
}

// runner prepares before it calls what it is given.
func (s *store) runner(ctx context.Context, o order, fn func(tx *sql.Tx, n int64) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	n := o.total() // want:early-begin
	if err := fn(tx, n); err != nil {
		return err
	}
	return tx.Commit()
}

// requested has one finding for the request.
func requested(ctx context.Context, db *sql.DB, url string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	resp, err := http.Get(url) // want:http-in-tx
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := tx.ExecContext(ctx, "INSERT INTO seen VALUES (?)", resp.StatusCode); err != nil {
		return err
	}
	return tx.Commit()
}

// turns opens a transaction a turn.
func turns(ctx context.Context, db *sql.DB, orders []order) error {
	for _, o := range orders {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		sum := o.total() // want:early-begin
		if err := insert(ctx, tx, sum); err != nil {
			tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}
