// Package constructors fills several fields from the same pool.
package constructors

import (
	"context"
	"database/sql"
)

// Both constructors fill both fields from one pool.
type Pair struct {
	db   *sql.DB
	repo *Repo
}

type Repo struct{ pool *sql.DB }

func NewRepo(db *sql.DB) *Repo { return &Repo{pool: db} }

func (r *Repo) Count(ctx context.Context) (n int, err error) {
	err = r.pool.QueryRowContext(ctx, "SELECT count(*) FROM a").Scan(&n)
	return n, err
}

func NewPair(db *sql.DB) *Pair { return &Pair{db: db, repo: NewRepo(db)} }

func OpenPair(dsn string) (*Pair, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	p := &Pair{}
	p.repo = NewRepo(db)
	p.db = db
	return p, nil
}

func (p *Pair) count(ctx context.Context) error {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := p.repo.Count(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// Statements that the constructor prepares.
type Prepared struct {
	db     *sql.DB
	insert *sql.Stmt
	remote *sql.Stmt
}

func NewPrepared(db, other *sql.DB) (*Prepared, error) {
	insert, err := db.Prepare("INSERT INTO a VALUES (?)")
	if err != nil {
		return nil, err
	}
	remote, err := other.Prepare("INSERT INTO a VALUES (?)")
	if err != nil {
		return nil, err
	}
	return &Prepared{db: db, insert: insert, remote: remote}, nil
}

func (p *Prepared) add(ctx context.Context) error {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.StmtContext(ctx, p.insert).ExecContext(ctx, 1); err != nil {
		return err
	}
	if _, err := p.remote.ExecContext(ctx, 1); err != nil {
		return err
	}
	if _, err := p.insert.ExecContext(ctx, 1); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// Each repository of an application has the pool from the application.
type App struct {
	DB    *sql.DB
	Users *Users
	Teams *Teams
}

type Users struct{ db *sql.DB }

type Teams struct {
	db    *sql.DB
	users *Users
}

func NewApp(db *sql.DB) *App {
	users := &Users{db}
	return &App{DB: db, Users: users, Teams: &Teams{db: db, users: users}}
}

func (u *Users) Drop(ctx context.Context) error {
	_, err := u.db.ExecContext(ctx, "DELETE FROM users")
	return err
}

func (t *Teams) Drop(ctx context.Context) error {
	tx, err := t.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := t.users.Drop(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

func (a *App) clear(ctx context.Context) error {
	tx, err := a.DB.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := a.Users.Drop(ctx); err != nil { // want:pool-in-tx
		return err
	}
	if err := a.Teams.users.Drop(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// One of the literals fills the fields from two pools.
type Split struct {
	primary *sql.DB
	replica *sql.DB
}

func NewSplit(db *sql.DB) *Split { return &Split{primary: db, replica: db} }

func NewReplicated(db, replica *sql.DB) *Split { return &Split{primary: db, replica: replica} }

func (s *Split) copy(ctx context.Context) error {
	tx, err := s.primary.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.replica.ExecContext(ctx, "SELECT 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Option-like code can replace a field later.
type Replaced struct {
	primary *sql.DB
	replica *sql.DB
}

func NewReplaced(db *sql.DB, replica *sql.DB) *Replaced {
	r := &Replaced{primary: db, replica: db}
	if replica != nil {
		r.replica = replica
	}
	return r
}

func (s *Replaced) copy(ctx context.Context) error {
	tx, err := s.primary.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.replica.ExecContext(ctx, "SELECT 1"); err != nil {
		return err
	}
	return tx.Commit()
}

type Set struct {
	primary *sql.DB
	replica *sql.DB
}

func NewSet(db *sql.DB) *Set { return &Set{primary: db, replica: db} }

func (s *Set) SetReplica(db *sql.DB) { s.replica = db }

func (s *Set) copy(ctx context.Context) error {
	tx, err := s.primary.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.replica.ExecContext(ctx, "SELECT 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// A scope's handle is the pool, or a transaction on it.
type Scope struct {
	db *sql.DB
	q  querier
}

type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func NewScope(db *sql.DB) *Scope { return &Scope{db: db, q: db} }

func (s *Scope) withTx(tx *sql.Tx) *Scope { return &Scope{db: s.db, q: tx} }

func (s *Scope) touch(ctx context.Context) error {
	_, err := s.q.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (s *Scope) work(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.withTx(tx).touch(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

// Nobody makes it here: how its fields are filled is not known.
type Unmade struct {
	A, B *sql.DB
}

func (u *Unmade) copy(ctx context.Context) error {
	tx, err := u.A.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := u.B.ExecContext(ctx, "SELECT 1"); err != nil {
		return err
	}
	return tx.Commit()
}
