// Package nameless tells by a port that has no name, for the package above.
package nameless

import (
	"context"
	"database/sql"
)

type Service struct{ port interface{ Ping() error } }

func New(port interface{ Ping() error }) *Service { return &Service{port} }

func (s *Service) Place(ctx context.Context, tx *sql.Tx) error {
	if err := s.port.Ping(); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}
