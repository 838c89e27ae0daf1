// Package methods reaches the pool through calls of methods and functions.
package methods

import (
	"context"
	"database/sql"
)

type Store struct{ db *sql.DB }

func (s *Store) count(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM a").Scan(&n)
	return n, err
}

func (s *Store) begin(ctx context.Context) (*sql.Tx, error) { return s.db.BeginTx(ctx, nil) }

func (s *Store) pool() *sql.DB { return s.db }

// report is two calls away from the statement.
func (s *Store) report(ctx context.Context) (int, error) {
	n, err := s.count(ctx)
	return n + 1, err
}

func (s *Store) sameType(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.count(ctx); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := s.report(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func (s *Store) ownOpener(ctx context.Context) error {
	tx, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.db.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := s.report(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func (s *Store) getter(ctx context.Context) error {
	tx, err := s.pool().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.pool().ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := s.db.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// Repo has no pool of its own.
type Repo struct {
	store *Store
	audit *Store
}

func (r *Repo) rename(ctx context.Context) error {
	_, err := r.store.db.ExecContext(ctx, "UPDATE a SET name = ''")
	return err
}

func (r *Repo) log(ctx context.Context) error {
	_, err := r.audit.db.ExecContext(ctx, "INSERT INTO log VALUES (1)")
	return err
}

func (r *Repo) otherType(ctx context.Context) error {
	tx, err := r.store.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := r.rename(ctx); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := r.store.count(ctx); err != nil { // want:pool-in-tx
		return err
	}
	if err := r.log(ctx); err != nil {
		return err
	}
	if _, err := r.audit.count(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

func (r *Repo) openedByStore(ctx context.Context) error {
	tx, err := r.store.begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := r.rename(ctx); err != nil { // want:pool-in-tx
		return err
	}
	if err := r.log(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

func countIn(ctx context.Context, db *sql.DB) (n int, err error) {
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM a").Scan(&n)
	return n, err
}

func (s *Store) function(ctx context.Context, other *sql.DB) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := countIn(ctx, s.db); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := countIn(ctx, s.pool()); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := countIn(ctx, other); err != nil {
		return err
	}
	return tx.Commit()
}

// DB embeds the pool.
type DB struct {
	*sql.DB
	name string
}

func (db *DB) names(ctx context.Context) error {
	_, err := db.QueryContext(ctx, "SELECT name FROM a")
	return err
}

func (db *DB) embedded(ctx context.Context) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := db.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := db.DB.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	if err := db.names(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

type Service struct {
	db    *DB
	items Items
}

// Items is what the service needs of a store.
type Items interface {
	Delete(ctx context.Context, id int) error
}

type items struct{ db *DB }

func (i *items) Delete(ctx context.Context, id int) error {
	_, err := i.db.ExecContext(ctx, "DELETE FROM items WHERE id = ?", id)
	return err
}

func (s *Service) fieldOfField(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.db.names(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// executor is what statements need.
type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func touch(ctx context.Context, e executor) error {
	_, err := e.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

// The same function runs on what it is given.
func (s *Service) executors(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(ctx, tx); err != nil {
		return err
	}
	if err := touch(ctx, s.db); err != nil { // want:pool-in-tx
		return err
	}
	var e executor = s.db
	if _, err := e.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil { // want:pool-in-tx
		return err
	}
	e = tx
	if _, err := e.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

type config struct{ Pool *sql.DB }

var cfg config

// conn makes the pool when it is first asked for.
func conn() *sql.DB {
	if cfg.Pool == nil {
		cfg.Pool, _ = sql.Open("postgres", "host=localhost")
	}
	return cfg.Pool
}

func insert(ctx context.Context) error {
	_, err := conn().ExecContext(ctx, "INSERT INTO a VALUES (1)")
	return err
}

func globalGetter(ctx context.Context) error {
	tx, err := conn().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := insert(ctx); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := cfg.Pool.ExecContext(ctx, "INSERT INTO a VALUES (1)"); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// A cycle of functions ends at the pool too.
func (s *Store) walk(ctx context.Context, n int) error {
	if n == 0 {
		_, err := s.db.ExecContext(ctx, "UPDATE a SET n = 0")
		return err
	}
	return s.step(ctx, n)
}

func (s *Store) step(ctx context.Context, n int) error { return s.walk(ctx, n-1) }

func (s *Store) cycle(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.step(ctx, 3); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// A function that is handed the transaction and uses a pool of its own: its
// caller sees that it is the same one.
func (s *Store) audit(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return err
	}
	_, err := s.db.ExecContext(ctx, "INSERT INTO log VALUES (1)")
	return err
}

func (s *Store) handsTx(ctx context.Context, other *Store) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.audit(ctx, tx); err != nil { // want:pool-in-tx
		return err
	}
	if err := other.audit(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}
