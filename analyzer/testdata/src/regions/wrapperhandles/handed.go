package wrapperhandles

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// A handle of the user's can be nothing else than a transaction either: handed one, a function is a region.
func handedSession(ctx context.Context, s Session) error {
	if err := ping(); err != nil { // want:http-in-tx
		return err
	}
	_, err := s.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// Its callers are silent.
func callsHanded(ctx context.Context, db *sql.DB) error {
	s, err := newSession(ctx, db)
	if err != nil {
		return err
	}
	defer s.Rollback()
	if err := handedSession(ctx, s); err != nil {
		return err
	}
	return s.Commit()
}

// A pool that is wrapped is none, and neither is what has a transaction among other things and ends nothing.
type pool struct{ *sql.DB }

type scope struct {
	tx   *sql.Tx
	name string
}

func handedOthers(ctx context.Context, p pool, s *scope) error {
	if err := ping(); err != nil {
		return err
	}
	return p.PingContext(ctx)
}

// A wrapper whose Commit does more: what it does after the commit is after the end.
type notifying struct {
	*sql.Tx
	told bool
}

// Commit commits, and tells.
func (n *notifying) Commit() error {
	if err := n.Tx.Commit(); err != nil {
		return err
	}
	n.told = true
	return ping()
}

func useNotifying(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	n := &notifying{Tx: tx}
	defer n.Rollback()
	if _, err := n.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
		return err
	}
	if err := n.Commit(); err != nil {
		return err
	}
	return ping()
}

// A handle in a map and in a slice of the function's own: open until it is ended.
func inSlice(ctx context.Context, dbs []*sql.DB) error {
	var open []*sql.Tx
	defer func() {
		for _, tx := range open {
			_ = tx.Rollback()
		}
	}()
	for _, db := range dbs {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		open = append(open, tx)
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1"); err != nil {
			return err
		}
	}
	var all error
	for _, tx := range open {
		all = errors.Join(all, tx.Commit())
	}
	return all
}

// A handle that is replaced: the first has ended before the pause, the second is opened after it.
func replaced(ctx context.Context, db *sql.DB) error {
	u, err := Begin(ctx, db)
	if err != nil {
		return err
	}
	if err := u.Exec(ctx, "UPDATE orders SET told = 1"); err != nil {
		return errors.Join(err, u.Close())
	}
	if err := u.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	if u, err = Begin(ctx, db); err != nil {
		return err
	}
	defer u.Close()
	if err := u.Exec(ctx, "UPDATE orders SET told = 2"); err != nil {
		return err
	}
	return u.Commit()
}
