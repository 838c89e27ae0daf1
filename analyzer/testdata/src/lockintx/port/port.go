// config: enable=lock-in-tx

// Package port calls what is wired to it inside a transaction.
package port

import (
	"context"
	"database/sql"
)

// Names knows names.
type Names interface{ Name(id int64) string }

// A Service keeps them.
type Service struct{ names Names }

// New returns a service.
func New(n Names) *Service { return &Service{n} }

// Save writes a name down.
func (s *Service) Save(ctx context.Context, tx *sql.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", s.names.Name(id))
	return err
}
