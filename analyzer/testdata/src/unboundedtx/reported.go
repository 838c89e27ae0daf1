// config: enable=unbounded-tx

// Package unboundedtx opens transactions that nothing can cut short.
package unboundedtx

import (
	"context"
	"database/sql"
	"time"
)

type key struct{}

type store struct{ db *sql.DB }

func use(tx *sql.Tx, err error) error {
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("DELETE FROM carts"); err != nil {
		return err
	}
	return tx.Commit()
}

func without(db *sql.DB) error {
	tx, err := db.Begin() // want:unbounded-tx
	return use(tx, err)
}

func background(db *sql.DB) error {
	tx, err := db.BeginTx(context.Background(), nil) // want:unbounded-tx
	return use(tx, err)
}

func todo(db *sql.DB) error {
	ctx := context.TODO()
	tx, err := db.BeginTx(ctx, nil) // want:unbounded-tx
	return use(tx, err)
}

// value carries something, and has no end either.
func value(db *sql.DB, user string) error {
	ctx := context.WithValue(context.Background(), key{}, user)
	tx, err := db.BeginTx(ctx, nil) // want:unbounded-tx
	return use(tx, err)
}

// detached takes the end away.
func detached(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(context.WithoutCancel(ctx), nil) // want:unbounded-tx
	return use(tx, err)
}

const patience = 30 * time.Second

func long(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil) // want:unbounded-tx
	return use(tx, err)
}

func deadline(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithDeadline(ctx, time.Now().Add(2*time.Second))
	defer cancel()
	tx, err := db.BeginTx(ctx, nil) // want:unbounded-tx
	return use(tx, err)
}

// either is one of two, and neither ends.
func either(db *sql.DB, user string) error {
	ctx := context.Background()
	if user != "" {
		ctx = context.WithValue(ctx, key{}, user)
	}
	tx, err := db.BeginTx(ctx, nil) // want:unbounded-tx
	return use(tx, err)
}

func (s *store) begin(ctx context.Context) (*sql.Tx, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return tx, nil
}

// own hands the context to an opener of the package's own.
func (s *store) own() error {
	tx, err := s.begin(context.Background()) // want:unbounded-tx
	return use(tx, err)
}

func (s *store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) run() error {
	return s.inTx(context.Background(), func(tx *sql.Tx) error { // want:unbounded-tx
		_, err := tx.Exec("DELETE FROM carts")
		return err
	})
}

// fresh makes a context of its own.
func fresh() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), time.Minute)
}

func made(db *sql.DB) error {
	ctx, cancel := fresh()
	defer cancel()
	tx, err := db.BeginTx(ctx, nil) // want:unbounded-tx
	return use(tx, err)
}

// beginAnyhow opens for others: it is told here and not at them.
func (s *store) beginAnyhow() (*sql.Tx, error) {
	return s.db.Begin() // want:unbounded-tx
}

func (s *store) anyhow() error {
	tx, err := s.beginAnyhow()
	return use(tx, err)
}
