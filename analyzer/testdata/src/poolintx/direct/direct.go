// Package direct uses the pool where the transaction is opened.
package direct

import (
	"context"
	"database/sql"
)

type Store struct {
	db, replica *sql.DB
}

func (s *Store) field(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.db.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func (s *Store) query(ctx context.Context, id int) (name string, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return "", err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err = tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return "", err
	}
	err = s.db.QueryRowContext(ctx, "SELECT name FROM a WHERE id = ?", id).Scan(&name) // want:pool-in-tx
	if err != nil {
		return "", err
	}
	return name, tx.Commit()
}

func (s *Store) alias(ctx context.Context) error {
	db := s.db
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.db.PingContext(ctx); err != nil { // want:pool-in-tx
		return err
	}
	same := db
	rows, err := same.QueryContext(ctx, "SELECT 1") // want:pool-in-tx
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

func parameter(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := db.Exec("UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

var db *sql.DB

func global() error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := db.Exec("UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func local(dsn string) error {
	pool, err := sql.Open("sqlite", dsn)
	if err != nil {
		return err
	}
	defer pool.Close()
	tx, err := pool.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := pool.Exec("UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// A read before the commit, on one of two paths.
func (s *Store) onOnePath(ctx context.Context, n int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if n > 10 {
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	_, err = s.db.ExecContext(ctx, "UPDATE a SET n = ?", n) // want:pool-in-tx
	if err != nil || n > 10 {
		return err
	}
	return tx.Commit()
}

// On the way out of a failure the rollback has yet to run.
func (s *Store) logsTheFailure(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		_, _ = s.db.ExecContext(ctx, "INSERT INTO failures VALUES (?)", err.Error()) // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// The connection that the transaction runs on came from the pool: the pool's
// own statement takes another.
func (s *Store) besideConn(ctx context.Context) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := conn.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, "UPDATE b SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func (s *Store) prepared(ctx context.Context, ids []int) error {
	stmt, err := s.db.PrepareContext(ctx, "UPDATE a SET n = 1 WHERE id = ?")
	if err != nil {
		return err
	}
	defer stmt.Close()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, id := range ids {
		if _, err := stmt.ExecContext(ctx, id); err != nil { // want:pool-in-tx
			return err
		}
	}
	return tx.Commit()
}

// Registered last, so it runs before the rollback.
func (s *Store) deferredBefore(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer s.db.ExecContext(ctx, "DELETE FROM locks") // want:pool-in-tx
	_, err = tx.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (s *Store) eachTurn(ctx context.Context, ids []int) error {
	for _, id := range ids {
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := s.db.ExecContext(ctx, "UPDATE a SET n = 1 WHERE id = ?", id); err != nil { // want:pool-in-tx
			_ = tx.Rollback()
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}
