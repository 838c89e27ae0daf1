// Package uow has units of work in the many forms that teams give them.
package uow

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
)

// Tx embeds the transaction and remembers its name.
type Tx struct {
	*sql.Tx
	name string
}

type DB struct {
	*sql.DB
	log *slog.Logger
}

func Wrap(db *sql.DB) *DB { return &DB{DB: db, log: slog.Default()} }

// Begin shadows the promoted one.
func (db *DB) Begin(ctx context.Context, name string) (*Tx, error) {
	tx, err := db.DB.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Tx{Tx: tx, name: name}, nil
}

// End ends by the error that err points to.
func (tx *Tx) End(err *error) {
	if *err != nil {
		if rerr := tx.Tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
			slog.Error("rollback", "tx", tx.name, "err", rerr)
		}
		return
	}
	*err = tx.Tx.Commit()
}

// Start returns the transaction, and the function that ends it.
func Start(ctx context.Context, db *sql.DB) (*sql.Tx, func(error) error, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, err
	}
	return tx, func(err error) error {
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	}, nil
}

// Ender is what all handles have in common.
type Ender interface {
	Commit() error
	Rollback() error
}

// Close is generic over handles.
func Close[T Ender](tx T, err error) error {
	if err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Step is one step of a work.
type Step func(ctx context.Context, tx *sql.Tx) error

// Run runs steps one after the other.
func Run(ctx context.Context, db *sql.DB, steps ...Step) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, s := range steps {
		if err := s(ctx, tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Options are how a work is run.
type Options struct {
	Isolation sql.IsolationLevel
	Do        func(ctx context.Context, tx *sql.Tx) error
}

// With runs what the options say.
func With(ctx context.Context, db *sql.DB, o Options) (err error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: o.Isolation})
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if err = o.Do(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}
