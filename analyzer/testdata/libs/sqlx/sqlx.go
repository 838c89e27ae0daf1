package sqlx

import (
	"context"
	"database/sql"
	"time"

	"github.com/jmoiron/sqlx"
)

type item struct {
	ID   int64  `db:"id"`
	Name string `db:"name"`
}

type store struct {
	db   *sqlx.DB
	byID *sqlx.Stmt
}

func (s *store) right(ctx context.Context, it item) (err error) {
	tx, err := s.db.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := tx.GetContext(ctx, &it, `SELECT * FROM items WHERE id = $1`, it.ID); err != nil {
		return err
	}
	if _, err := tx.NamedExecContext(ctx, `UPDATE items SET name = :name WHERE id = :id`, it); err != nil {
		return err
	}
	if _, err := tx.StmtxContext(ctx, s.byID).ExecContext(ctx, it.ID); err != nil {
		return err
	}
	if _, err := sqlx.NamedExecContext(ctx, tx, `DELETE FROM items WHERE id = :id`, it); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) after(it item) error {
	tx := s.db.MustBegin()
	defer tx.Rollback()
	tx.MustExec(`INSERT INTO items (id) VALUES ($1)`, it.ID)
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return s.db.Get(&it, `SELECT * FROM items`)
}

func (s *store) leaks(it item) error {
	tx, err := s.db.Beginx()
	if err != nil {
		return err
	}
	if err := tx.Get(&it, `SELECT 1`); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func (s *store) pool(it item) error {
	tx := s.db.MustBegin()
	defer tx.Rollback()
	if err := s.db.Get(&it, `SELECT 1`); err != nil { // want:pool-in-tx
		return err
	}
	if err := sqlx.Get(s.db, &it, `SELECT 1`); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := sqlx.NamedExec(s.db, `DELETE FROM items WHERE id = :id`, it); err != nil { // want:pool-in-tx
		return err
	}
	if err := s.count(); err != nil { // want:pool-in-tx
		return err
	}
	tx.Select(&[]item{}, `SELECT * FROM items`) // want:swallowed-error
	time.Sleep(time.Second)                     // want:sleep-in-tx
	return tx.Commit()
}

func (s *store) count() error {
	var n int
	return s.db.QueryRowx(`SELECT count(*) FROM items`).Scan(&n)
}

func (s *store) nested(it item) error {
	tx := s.db.MustBegin()
	defer tx.Rollback()
	inner, err := s.db.Beginx() // want:nested-begin
	if err != nil {
		return err
	}
	defer inner.Rollback()
	if err := inner.Commit(); err != nil {
		return err
	}
	return tx.Commit()
}

// withTx is a runner of the user's.
func (s *store) withTx(ctx context.Context, fn func(tx *sqlx.Tx) error) error {
	tx, err := s.db.BeginTxx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) runs(ctx context.Context, it item) error {
	return s.withTx(ctx, func(tx *sqlx.Tx) error {
		if err := s.db.GetContext(ctx, &it, `SELECT 1`); err != nil { // want:pool-in-tx
			return err
		}
		return tx.GetContext(ctx, &it, `SELECT 1`)
	})
}

// An Ext is a pool or a transaction: no region.
func insert(e sqlx.Ext, it item) error {
	time.Sleep(time.Second)
	_, err := e.Exec(`INSERT INTO items (id) VALUES ($1)`, it.ID)
	return err
}

func (s *store) insertsOutside(it item) error { return insert(s.db, it) }

func (s *store) insertsInside(it item) error {
	tx := s.db.MustBegin()
	defer tx.Rollback()
	if err := insert(tx, it); err != nil { // want:sleep-in-tx
		return err
	}
	return tx.Commit()
}

func handed(tx *sqlx.Tx, it item) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	return tx.Get(&it, `SELECT 1`)
}
