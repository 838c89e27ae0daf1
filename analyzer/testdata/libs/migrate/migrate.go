// Package migrate runs migrations: golang-migrate reads them from files, and
// opens transactions of its own.
package migrate

import (
	"context"
	"database/sql"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database/postgres"
	_ "github.com/golang-migrate/migrate/v4/source/file"
)

type store struct{ db *sql.DB }

func (s *store) right(ctx context.Context) error {
	driver, err := postgres.WithInstance(s.db, &postgres.Config{})
	if err != nil {
		return err
	}
	m, err := migrate.NewWithDatabaseInstance("file://migrations", "postgres", driver)
	if err != nil {
		return err
	}
	if err := m.Up(); err != nil && err != migrate.ErrNoChange {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `UPDATE items SET a = 1`); err != nil {
		return err
	}
	return tx.Commit()
}

// What a migration does is work of the database: it is no effect.
func (s *store) wrong(ctx context.Context, m *migrate.Migrate) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := m.Up(); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}
