// Package closures uses the pool in literals.
package closures

import (
	"context"
	"database/sql"
	"slices"
	"sync"
)

type Store struct {
	db    *sql.DB
	other *sql.DB
	hook  func() error
}

// Made inside the region: told in the literal.
func (s *Store) inside(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	touch := func() error {
		_, err := s.db.ExecContext(ctx, "UPDATE a SET n = 1") // want:pool-in-tx
		return err
	}
	if err := touch(); err != nil {
		return err
	}
	if err := touch(); err != nil {
		return err
	}
	return tx.Commit()
}

// Made before: told at the call.
func (s *Store) before(ctx context.Context) error {
	touch := func() error {
		_, err := s.db.ExecContext(ctx, "UPDATE a SET n = 1")
		return err
	}
	if err := touch(); err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(); err != nil { // want:pool-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return touch()
}

func (s *Store) calledAtOnce(ctx context.Context, ids []int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = func() error {
		_, err := s.db.ExecContext(ctx, "UPDATE a SET n = 1") // want:pool-in-tx
		return err
	}()
	if err != nil {
		return err
	}
	var once sync.Once
	once.Do(func() { _, err = s.db.ExecContext(ctx, "UPDATE a SET n = 1") }) // want:pool-in-tx
	if err != nil {
		return err
	}
	slices.SortFunc(ids, func(a, b int) int {
		var n int
		_ = s.db.QueryRowContext(ctx, "SELECT ? - ?", a, b).Scan(&n) // want:pool-in-tx
		return n
	})
	return tx.Commit()
}

func each(ids []int, fn func(id int) error) error {
	for _, id := range ids {
		if err := fn(id); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) touch(id int) error {
	_, err := s.db.Exec("UPDATE a SET n = ?", id)
	return err
}

// touchAll is all in the literal that each calls.
func (s *Store) touchAll(ids []int) error {
	return each(ids, func(id int) error {
		_, err := s.db.Exec("UPDATE a SET n = ?", id)
		return err
	})
}

func (s *Store) touchEach(ids []int) error { return each(ids, s.touch) }

func (s *Store) helpers(ctx context.Context, ids []int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = each(ids, func(id int) error {
		_, err := s.db.ExecContext(ctx, "UPDATE a SET n = ?", id) // want:pool-in-tx
		return err
	})
	if err != nil {
		return err
	}
	if err := each(ids, s.touch); err != nil { // want:pool-in-tx
		return err
	}
	if err := s.touchAll(ids); err != nil { // want:pool-in-tx
		return err
	}
	if err := s.touchEach(ids); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func (s *Store) methodValue(ctx context.Context) error {
	touch := s.touch
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(1); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func (s *Store) deferredLiteral(ctx context.Context) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			_, _ = s.db.ExecContext(ctx, "INSERT INTO failures VALUES (1)") // want:pool-in-tx
			_ = tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

// The rollback comes first.
func (s *Store) deferredRight(ctx context.Context) (err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { // want:commit-on-panic
		if err != nil {
			_ = tx.Rollback()
			_, _ = s.db.ExecContext(ctx, "INSERT INTO failures VALUES (1)")
			return
		}
		if err = tx.Commit(); err == nil {
			_, err = s.db.ExecContext(ctx, "VACUUM")
		}
	}()
	_, err = tx.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

// Kept for later.
func (s *Store) kept(ctx context.Context) (after func() error, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	after = func() error {
		_, err := s.db.ExecContext(ctx, "UPDATE stats SET n = n + 1")
		return err
	}
	s.hook = func() error {
		_, err := s.db.ExecContext(ctx, "UPDATE stats SET n = n + 1")
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		return nil, err
	}
	return after, tx.Commit()
}

// Called when the transaction has ended.
func (s *Store) calledAfter(ctx context.Context) error {
	var after []func() error
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	after = append(after, func() error {
		_, err := s.db.ExecContext(ctx, "UPDATE stats SET n = n + 1")
		return err
	})
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, fn := range after {
		if err := fn(); err != nil {
			return err
		}
	}
	return nil
}

// A literal that works on what it is given.
func (s *Store) given(ctx context.Context) error {
	type execer interface {
		ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	}
	touch := func(e execer) error {
		_, err := e.ExecContext(ctx, "UPDATE a SET n = 1")
		return err
	}
	if err := touch(s.db); err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(tx); err != nil {
		return err
	}
	if err := touch(s.other); err != nil {
		return err
	}
	return tx.Commit()
}

// The literal bounds the transaction.
func (s *Store) bounded(ctx context.Context) error {
	err := func() error {
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
			return err
		}
		return tx.Commit()
	}()
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, "VACUUM")
	return err
}

// The same literal, given the pool: told at the call, as it was made before.
func (s *Store) givenThePool(ctx context.Context) error {
	touch := func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, "UPDATE a SET n = 1")
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(s.other); err != nil {
		return err
	}
	if err := touch(s.db); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// A constructor's closure keeps the pool, and is called inside.
func counter(db *sql.DB) func(ctx context.Context) (int, error) {
	return func(ctx context.Context) (n int, err error) {
		err = db.QueryRowContext(ctx, "SELECT count(*) FROM a").Scan(&n)
		return n, err
	}
}

func loop(ctx context.Context, db *sql.DB, ids []int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for i := range visit(ids) {
		if _, err := db.ExecContext(ctx, "UPDATE a SET n = ?", i); err != nil { // want:pool-in-tx
			return err
		}
	}
	return tx.Commit()
}

func visit(ids []int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for _, id := range ids {
			if !yield(id) {
				return
			}
		}
	}
}

// touches ranges over a function.
func touches(ctx context.Context, db *sql.DB, ids []int) error {
	for i := range visit(ids) {
		if _, err := db.ExecContext(ctx, "UPDATE a SET n = ?", i); err != nil {
			return err
		}
	}
	return nil
}

func callsTouches(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touches(ctx, db, nil); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}
