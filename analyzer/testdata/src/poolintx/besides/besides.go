// Package besides has stores that work on their transaction or, where they have
// none, on the pool: copies of them get the transaction.
package besides

import (
	"context"
	"database/sql"
)

type Repo struct {
	db *sql.DB
	tx *sql.Tx
}

func (r *Repo) WithTx(tx *sql.Tx) *Repo { return &Repo{db: r.db, tx: tx} }

func (r *Repo) touch(ctx context.Context) error {
	if r.tx != nil {
		_, err := r.tx.ExecContext(ctx, "UPDATE users SET seen = 1")
		return err
	}
	_, err := r.db.ExecContext(ctx, "UPDATE users SET seen = 1")
	return err
}

// The copy has the transaction, and the original does not.
func (r *Repo) copied(ctx context.Context) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	inTx := r.WithTx(tx)
	if err := inTx.touch(ctx); err != nil {
		return err
	}
	if err := r.touch(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// A store that gets the transaction itself works on it.
func (r *Repo) assigned(ctx context.Context) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	r.tx = tx
	if err := r.touch(ctx); err != nil {
		return err
	}
	r.tx = nil
	return tx.Commit()
}

func (r *Repo) use(tx *sql.Tx) { r.tx = tx }

func (r *Repo) byMethod(ctx context.Context) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	r.use(tx)
	if err := r.touch(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

type Unit struct{ Users *Repo }

type Service struct {
	db    *sql.DB
	users *Repo
}

func New(db *sql.DB) *Service { return &Service{db: db, users: &Repo{db: db}} }

func (s *Service) inTx(ctx context.Context, fn func(u *Unit) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(&Unit{Users: s.users.WithTx(tx)}); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Service) right(ctx context.Context) error {
	return s.inTx(ctx, func(u *Unit) error { return u.Users.touch(ctx) })
}

func (s *Service) wrong(ctx context.Context) error {
	return s.inTx(ctx, func(u *Unit) error {
		if err := u.Users.touch(ctx); err != nil {
			return err
		}
		return s.users.touch(ctx) // want:pool-in-tx
	})
}

// A unit that has the transaction itself while the callback runs: who has
// captured it has the same.
func (r *Repo) do(ctx context.Context, fn func(r *Repo) error) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	r.tx = tx
	defer func() { r.tx = nil }()
	if err := fn(r); err != nil {
		return err
	}
	return tx.Commit()
}

func captured(ctx context.Context, r *Repo) error {
	return r.do(ctx, func(inTx *Repo) error {
		if err := inTx.touch(ctx); err != nil {
			return err
		}
		return r.touch(ctx)
	})
}

// The same without an argument.
func (r *Repo) run(ctx context.Context, fn func() error) error {
	return r.do(ctx, func(*Repo) error { return fn() })
}

func noArgument(ctx context.Context, r *Repo) error {
	return r.run(ctx, func() error { return r.touch(ctx) })
}
