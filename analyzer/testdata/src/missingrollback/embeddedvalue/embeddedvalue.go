// Package embeddedvalue: a transaction in a struct that is embedded by value, and
// ended by its promoted method.
package embeddedvalue

import (
	"context"
	"database/sql"
	"errors"
	"log"
)

var errInit = errors.New("not initialised")

type store struct{ db *sql.DB }

type treeTx struct {
	closed bool
	tx     *sql.Tx
	store  *store
}

func (t *treeTx) Commit() error {
	t.closed = true
	return t.tx.Commit()
}

func (t *treeTx) Close() error {
	if t.closed {
		return nil
	}
	t.closed = true
	if err := t.tx.Rollback(); err != nil && err != sql.ErrTxDone {
		return err
	}
	return nil
}

type logTx struct {
	treeTx
	root string
}

func (l *logTx) fetch(ctx context.Context) (string, error) {
	var root string
	err := l.tx.QueryRowContext(ctx, "SELECT root FROM logs").Scan(&root)
	if err == sql.ErrNoRows {
		return "", errInit
	}
	return root, err
}

func (s *store) beginTree(ctx context.Context) (treeTx, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return treeTx{}, err
	}
	return treeTx{tx: tx, store: s}, nil
}

func (s *store) begin(ctx context.Context) (*logTx, error) {
	t, err := s.beginTree(ctx)
	if err != nil && err != errInit {
		return nil, err
	}
	l := &logTx{treeTx: t}
	l.root, err = l.fetch(ctx)
	if err == errInit {
		return l, err
	} else if err != nil {
		if err := t.Close(); err != nil {
			log.Print(err)
		}
		return nil, err
	}
	return l, nil
}

func (s *store) write(ctx context.Context, fn func(*logTx) error) error {
	l, err := s.begin(ctx)
	if err != nil && err != errInit {
		return err
	}
	defer func() {
		if err := l.Close(); err != nil {
			log.Print(err)
		}
	}()
	if err := fn(l); err != nil {
		return err
	}
	return l.Commit()
}

func (s *store) queue(ctx context.Context) error {
	l, err := s.begin(ctx)
	if l != nil {
		defer func() {
			if err := l.Close(); err != nil {
				log.Print(err)
			}
		}()
	}
	if err != nil {
		return err
	}
	if _, err := l.tx.ExecContext(ctx, "DELETE FROM logs"); err != nil {
		return err
	}
	return l.Commit()
}

// leaks never closes on failure.
func (s *store) leaks(ctx context.Context) error {
	l, err := s.begin(ctx)
	if err != nil {
		return err
	}
	if _, err := l.tx.ExecContext(ctx, "DELETE FROM logs"); err != nil {
		return err // want:missing-rollback
	}
	return l.Commit()
}
