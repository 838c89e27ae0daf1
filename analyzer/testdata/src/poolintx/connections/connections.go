// Package connections: what runs on the connection that a transaction was opened
// on runs inside it, wherever the statement is prepared.
package connections

import (
	"context"
	"database/sql"
)

type session struct {
	db   *sql.DB
	conn *sql.Conn
}

func (s *session) move(ctx context.Context) error {
	tx, err := s.conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.prepared(ctx); err != nil {
		return err
	}
	if err := s.direct(ctx); err != nil {
		return err
	}
	stmt, err := s.conn.PrepareContext(ctx, "DELETE FROM carts")
	if err != nil {
		return err
	}
	if _, err := stmt.ExecContext(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *session) prepared(ctx context.Context) error {
	stmt, err := s.conn.PrepareContext(ctx, "DELETE FROM carts")
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.ExecContext(ctx)
	return err
}

func (s *session) direct(ctx context.Context) error {
	_, err := s.conn.ExecContext(ctx, "DELETE FROM carts")
	return err
}

// onPool prepares on the pool, which is another matter.
func (s *session) onPool(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.poolPrepared(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func (s *session) poolPrepared(ctx context.Context) error {
	stmt, err := s.db.PrepareContext(ctx, "DELETE FROM carts")
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.ExecContext(ctx)
	return err
}
