// Package sqlc has queries as a generator writes them, and a store on them.
package sqlc

import (
	"context"
	"database/sql"
)

type DBTX interface {
	ExecContext(context.Context, string, ...interface{}) (sql.Result, error)
	PrepareContext(context.Context, string) (*sql.Stmt, error)
	QueryContext(context.Context, string, ...interface{}) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...interface{}) *sql.Row
}

func New(db DBTX) *Queries { return &Queries{db: db} }

type Queries struct{ db DBTX }

func (q *Queries) WithTx(tx *sql.Tx) *Queries { return &Queries{db: tx} }

func (q *Queries) DeleteItem(ctx context.Context, id int64) error {
	_, err := q.db.ExecContext(ctx, "DELETE FROM items WHERE id = ?", id)
	return err
}

func (q *Queries) GetItem(ctx context.Context, id int64) (string, error) {
	row := q.db.QueryRowContext(ctx, "SELECT name FROM items WHERE id = ?", id)
	var name string
	err := row.Scan(&name)
	return name, err
}

type Querier interface {
	DeleteItem(ctx context.Context, id int64) error
	GetItem(ctx context.Context, id int64) (string, error)
}

// Store provides all queries, and transactions.
type Store interface {
	Querier
	Move(ctx context.Context, id int64) error
	Swap(ctx context.Context, id int64) error
}

type SQLStore struct {
	*Queries
	conn *sql.DB
}

func NewStore(conn *sql.DB) Store { return &SQLStore{conn: conn, Queries: New(conn)} }

func (s *SQLStore) execTx(ctx context.Context, fn func(*Queries) error) error {
	tx, err := s.conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	q := New(tx)
	if err := fn(q); err != nil {
		if rb := tx.Rollback(); rb != nil {
			return rb
		}
		return err
	}
	return tx.Commit()
}

func (s *SQLStore) Move(ctx context.Context, id int64) error {
	return s.execTx(ctx, func(q *Queries) error {
		if _, err := q.GetItem(ctx, id); err != nil {
			return err
		}
		return s.DeleteItem(ctx, id) // want:pool-in-tx
	})
}

func (s *SQLStore) Swap(ctx context.Context, id int64) error {
	if _, err := s.GetItem(ctx, id); err != nil {
		return err
	}
	err := s.execTx(ctx, func(q *Queries) error {
		if _, err := q.GetItem(ctx, id); err != nil {
			return err
		}
		return q.DeleteItem(ctx, id)
	})
	if err != nil {
		return err
	}
	return s.DeleteItem(ctx, id)
}

func local(ctx context.Context, db *sql.DB) error {
	queries := New(db)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	qtx := queries.WithTx(tx)
	if err := qtx.DeleteItem(ctx, 1); err != nil {
		return err
	}
	if err := New(tx).DeleteItem(ctx, 2); err != nil {
		return err
	}
	if err := queries.DeleteItem(ctx, 3); err != nil { // want:pool-in-tx
		return err
	}
	if err := New(db).DeleteItem(ctx, 4); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// Server holds both in fields that its constructor fills from one pool.
type Server struct {
	db      *sql.DB
	queries *Queries
	reads   *Queries
}

func NewServer(db, replica *sql.DB) *Server {
	return &Server{db: db, queries: New(db), reads: New(replica)}
}

func (s *Server) remove(ctx context.Context, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	q := s.queries.WithTx(tx)
	if _, err := s.queries.GetItem(ctx, id); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := s.reads.GetItem(ctx, id); err != nil {
		return err
	}
	if err := q.DeleteItem(ctx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// The same, but the queries make their own way to the pool.
func (s *Server) byNew(ctx context.Context, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	q := New(s.db)
	if err := q.DeleteItem(ctx, id); err != nil { // want:pool-in-tx
		return err
	}
	q = q.WithTx(tx)
	if err := q.DeleteItem(ctx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Which of the two the queries are on is decided by the caller.
func (s *Server) optional(ctx context.Context, id int64, q *Queries) error {
	if q == nil {
		q = s.queries
	}
	return q.DeleteItem(ctx, id)
}

func (s *Server) handsQueries(ctx context.Context, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.optional(ctx, id, s.queries.WithTx(tx)); err != nil {
		return err
	}
	return tx.Commit()
}
