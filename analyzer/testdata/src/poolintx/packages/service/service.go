// Package service wires them: it sees the pools through other packages alone.
package service

import (
	"context"
	"database/sql"

	"poolintx/packages/db"
	"poolintx/packages/items"
	"poolintx/packages/queries"
)

type Service struct {
	items *items.Store
	db    *db.DB
}

func New(d *db.DB, archive *sql.DB) *Service {
	return &Service{items: items.New(d, archive), db: d}
}

func (s *Service) runner(ctx context.Context, id int) error {
	return s.items.DB.InTx(ctx, func(tx *sql.Tx) error {
		if err := s.items.DeleteIn(ctx, tx, id); err != nil {
			return err
		}
		if err := s.items.Forget(ctx, id); err != nil {
			return err
		}
		if err := s.items.Queries.WithTx(tx).Delete(ctx, id); err != nil {
			return err
		}
		if err := s.items.Queries.Delete(ctx, id); err != nil { // want:pool-in-tx
			return err
		}
		return s.items.Delete(ctx, id) // want:pool-in-tx
	})
}

func (s *Service) opener(ctx context.Context, id int) error {
	tx, err := s.items.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.items.Delete(ctx, id); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := s.items.DB.Pool().ExecContext(ctx, "DELETE FROM log"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// The constructor above gave both the same pool.
func (s *Service) twoFields(ctx context.Context, id int) error {
	return s.db.InTx(ctx, func(tx *sql.Tx) error {
		if err := s.items.Forget(ctx, id); err != nil {
			return err
		}
		return s.items.Delete(ctx, id) // want:pool-in-tx
	})
}

func made(ctx context.Context, d *db.DB, id int) error {
	store := items.New(d, nil)
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := queries.New(tx).Delete(ctx, id); err != nil {
		return err
	}
	if err := store.Forget(ctx, id); err != nil {
		return err
	}
	if err := store.Delete(ctx, id); err != nil { // want:pool-in-tx
		return err
	}
	if err := queries.New(d).Delete(ctx, id); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func global(ctx context.Context) error {
	return db.InTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM a"); err != nil {
			return err
		}
		if _, err := db.Get().ExecContext(ctx, "DELETE FROM a"); err != nil { // want:pool-in-tx
			return err
		}
		if _, err := db.Global.ExecContext(ctx, "DELETE FROM a"); err != nil { // want:pool-in-tx
			return err
		}
		return db.Exec(ctx, "DELETE FROM b") // want:pool-in-tx
	})
}
