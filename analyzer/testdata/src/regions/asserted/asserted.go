// Package asserted has a store that is a pool or a transaction: its methods
// assert which.
package asserted

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
)

type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

var errNoTx = errors.New("not in a transaction")

type Store struct{ db querier }

// Begin returns a copy that works on the transaction.
func (s *Store) Begin(ctx context.Context) (*Store, error) {
	pool, ok := s.db.(*sql.DB)
	if !ok {
		return nil, errors.New("already in a transaction")
	}
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	inTx := *s
	inTx.db = tx
	return &inTx, nil
}

func (s *Store) Commit() error {
	switch db := s.db.(type) {
	case *sql.Tx:
		return db.Commit()
	default:
		return errNoTx
	}
}

func (s *Store) Rollback() error {
	tx, ok := s.db.(*sql.Tx)
	if !ok {
		return errNoTx
	}
	return tx.Rollback()
}

func (s *Store) Touch(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "UPDATE carts SET seen = 1")
	return err
}

func right(ctx context.Context, s *Store) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	if err := tx.Touch(ctx); err != nil {
		_ = tx.Rollback()
		_, _ = http.Get("https://example.com/failed")
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = http.Get("https://example.com/done")
	return err
}

func leaks(ctx context.Context, s *Store) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	if err := tx.Touch(ctx); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func beside(ctx context.Context, s *Store) error {
	tx, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.Touch(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// A store that it is handed may be either: this is no region.
func handed(ctx context.Context, s *Store) error {
	if err := s.Touch(ctx); err != nil {
		return err
	}
	_, err := http.Get("https://example.com/either")
	return err
}

// Port is what services see of it.
type Port interface {
	Begin(ctx context.Context) (Port, error)
	Commit() error
	Rollback() error
	Touch(ctx context.Context) error
}

type adapter struct{ *Store }

func (a *adapter) Begin(ctx context.Context) (Port, error) {
	s, err := a.Store.Begin(ctx)
	if err != nil {
		return nil, err
	}
	return &adapter{Store: s}, nil
}

type Service struct{ port Port }

func New(s *Store) *Service { return &Service{port: &adapter{Store: s}} }

func (s *Service) right(ctx context.Context) error {
	tx, err := s.port.Begin(ctx)
	if err != nil {
		return err
	}
	if err := tx.Touch(ctx); err != nil {
		_ = tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = http.Get("https://example.com/done")
	return err
}

func (s *Service) leaks(ctx context.Context) error {
	tx, err := s.port.Begin(ctx)
	if err != nil {
		return err
	}
	if err := tx.Touch(ctx); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func (s *Service) beside(ctx context.Context) error {
	tx, err := s.port.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.port.Touch(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// attempt is a runner: it calls fn with the store that works on the transaction.
func attempt(ctx context.Context, p Port, fn func(ctx context.Context, p Port) error) error {
	tx, err := p.Begin(ctx)
	if err != nil {
		return err
	}
	if err := fn(ctx, tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

func (s *Service) Both(ctx context.Context) error { return attempt(ctx, s.port, s.both) }

func (s *Service) both(ctx context.Context, p Port) error {
	if err := p.Touch(ctx); err != nil {
		return err
	}
	return s.port.Touch(ctx) // want:pool-in-tx
}
