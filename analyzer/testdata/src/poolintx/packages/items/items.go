// Package items has a store on the pool.
package items

import (
	"context"
	"database/sql"

	"poolintx/packages/db"
	"poolintx/packages/queries"
)

type Store struct {
	DB      *db.DB
	Queries *queries.Queries
	Archive *queries.Queries
}

func New(db *db.DB, archive *sql.DB) *Store {
	return &Store{DB: db, Queries: queries.New(db), Archive: queries.New(archive)}
}

// Delete runs on the pool, two packages away.
func (s *Store) Delete(ctx context.Context, id int) error { return s.Queries.Delete(ctx, id) }

func (s *Store) DeleteIn(ctx context.Context, tx *sql.Tx, id int) error {
	return s.Queries.WithTx(tx).Delete(ctx, id)
}

func (s *Store) Begin(ctx context.Context) (*sql.Tx, error) { return s.DB.BeginTx(ctx, nil) }

func (s *Store) Forget(ctx context.Context, id int) error { return s.Archive.Delete(ctx, id) }
