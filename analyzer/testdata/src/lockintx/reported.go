// config: enable=lock-in-tx

// Package lockintx takes mutexes inside transactions.
package lockintx

import (
	"context"
	"database/sql"
	"sync"
)

type Store struct {
	db    *sql.DB
	mu    sync.Mutex
	cache struct {
		sync.RWMutex
		names map[int64]string
	}
}

func touch(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE stats SET n = n + 1")
	return err
}

// overStatement: a statement runs while the mutex is held.
func (s *Store) overStatement(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	s.mu.Lock() // want:lock-in-tx
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		s.mu.Unlock()
		return err
	}
	s.mu.Unlock()
	return tx.Commit()
}

// toTheEnd: the deferred unlock comes after the commit.
func (s *Store) toTheEnd(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(ctx, tx); err != nil {
		return err
	}
	s.mu.Lock() // want:lock-in-tx
	defer s.mu.Unlock()
	return tx.Commit()
}

// reading: a read lock holds up writers.
func (s *Store) reading(ctx context.Context, tx *sql.Tx) error {
	s.cache.RLock() // want:lock-in-tx
	defer s.cache.RUnlock()
	return touch(ctx, tx)
}

// locker: by the interface.
func locker(ctx context.Context, tx *sql.Tx, l sync.Locker) error {
	l.Lock() // want:lock-in-tx
	defer l.Unlock()
	return touch(ctx, tx)
}

// inLiteral: lock, statement and unlock in a literal.
func (s *Store) inLiteral(ctx context.Context, tx *sql.Tx) error {
	return func() error {
		s.mu.Lock() // want:lock-in-tx
		defer s.mu.Unlock()
		return touch(ctx, tx)
	}()
}

// never released by the callback.
func (s *Store) inCallback(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := touch(ctx, tx); err != nil {
			return err
		}
		s.mu.Lock() // want:lock-in-tx
		return nil
	})
}

func (s *Store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

var global sync.Mutex

// inLoop: each turn holds it over a statement.
func inLoop(ctx context.Context, tx *sql.Tx, ids []int64) error {
	for _, id := range ids {
		global.Lock() // want:lock-in-tx
		_, err := tx.ExecContext(ctx, "DELETE FROM carts WHERE id = ?", id)
		global.Unlock()
		if err != nil {
			return err
		}
	}
	return nil
}

// otherReleased: what is released is another mutex.
func (s *Store) otherReleased(ctx context.Context, tx *sql.Tx) error {
	global.Lock() // want:lock-in-tx
	s.mu.Lock()
	s.mu.Unlock()
	err := touch(ctx, tx)
	global.Unlock()
	return err
}
