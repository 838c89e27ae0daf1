package runners

import (
	"context"
	"database/sql"
)

func (s *Store) right(ctx context.Context) error {
	n, err := s.count(ctx)
	if err != nil {
		return err
	}
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := s.other.ExecContext(ctx, "UPDATE b SET n = 1"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE a SET n = ?", n)
		return err
	})
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, "VACUUM")
	return err
}

// Two stores.
func copyTo(ctx context.Context, from, to *Store) error {
	return to.inTx(ctx, func(tx *sql.Tx) error {
		n, err := from.count(ctx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE a SET n = ?", n)
		return err
	})
}

// txStore is a store that runs on a transaction: what it does is inside.
type txStore struct {
	q Txn
}

func (s *txStore) count(ctx context.Context) (n int, err error) {
	err = s.q.QueryRowContext(ctx, "SELECT count(*) FROM a").Scan(&n)
	return n, err
}

func (s *Store) scoped(ctx context.Context, fn func(tx *txStore) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(&txStore{q: tx}); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) onScope(ctx context.Context) error {
	return s.scoped(ctx, func(tx *txStore) error {
		_, err := tx.count(ctx)
		return err
	})
}

// A unit is a store whose handle is the pool, or the transaction: a copy of it.
type unit struct {
	pool *sql.DB
	q    Txn
}

func newUnit(db *sql.DB) *unit { return &unit{pool: db, q: db} }

func (u *unit) do(ctx context.Context, fn func(u *unit) error) error {
	tx, err := u.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	inside := *u
	inside.q = tx
	if err := inside.touch(ctx); err != nil {
		return err
	}
	if err := fn(&inside); err != nil {
		return err
	}
	return tx.Commit()
}

func (u *unit) touch(ctx context.Context) error {
	_, err := u.q.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (u *unit) with(tx *sql.Tx) *unit { return &unit{pool: u.pool, q: tx} }

func (u *unit) work(ctx context.Context) error {
	return u.do(ctx, func(u *unit) error { return u.touch(ctx) })
}

func (u *unit) direct(ctx context.Context) error {
	tx, err := u.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := u.with(tx).touch(ctx); err != nil {
		return err
	}
	inside := u.with(tx)
	if err := inside.touch(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

// The handle is the transaction for as long as it is open.
type session struct {
	pool *sql.DB
	q    Txn
}

func (s *session) touch(ctx context.Context) error {
	_, err := s.q.ExecContext(ctx, "UPDATE a SET n = 1")
	return err
}

func (s *session) swap(ctx context.Context) error {
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	old := s.q
	s.q = tx
	defer func() { s.q = old }()
	if err := s.touch(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

func newSession(db *sql.DB) *session { return &session{pool: db, q: db} }

// What is registered runs when the transaction has ended.
type afterCommit struct{ fns []func() }

func (a *afterCommit) add(fn func()) { a.fns = append(a.fns, fn) }

func (s *Store) registers(ctx context.Context, a *afterCommit) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		a.add(func() { _, _ = s.db.ExecContext(ctx, "UPDATE stats SET n = n + 1") })
		_, err := tx.ExecContext(ctx, "UPDATE a SET n = 1")
		return err
	})
}

// A callback that serves two runners of which one is on the other pool still
// uses the first one's.
func (s *Store) otherRunner(ctx context.Context) error {
	return withTx(ctx, s.other, func(tx *sql.Tx) error {
		n, err := s.count(ctx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE a SET n = ?", n)
		return err
	})
}
