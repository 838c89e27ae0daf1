package lockintx

import (
	"context"
	"database/sql"
)

// noStatementBetween: taken and released for a look at a map.
func (s *Store) noStatementBetween(ctx context.Context, tx *sql.Tx, id int64) error {
	s.cache.RLock()
	name := s.cache.names[id]
	s.cache.RUnlock()
	_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name)
	return err
}

func (s *Store) name(id int64) string {
	s.cache.RLock()
	defer s.cache.RUnlock()
	return s.cache.names[id]
}

// inCallee: the callee releases what it takes.
func (s *Store) inCallee(ctx context.Context, tx *sql.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", s.name(id))
	return err
}

// before: it was taken before the transaction began.
func (s *Store) before(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// after: it is taken when the transaction has ended.
func (s *Store) after(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := touch(ctx, tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cache.names = nil
	return nil
}

// shortLiteral: the deferred unlock comes when the literal returns.
func (s *Store) shortLiteral(ctx context.Context, tx *sql.Tx, id int64) error {
	func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.cache.names[id] = "seen"
	}()
	return touch(ctx, tx)
}

// lastInCallback: released before the callback returns, and the runner commits.
func (s *Store) lastInCallback(ctx context.Context, id int64) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := touch(ctx, tx); err != nil {
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.cache.names, id)
		return nil
	})
}

// eitherWay: released on both ways.
func (s *Store) eitherWay(ctx context.Context, tx *sql.Tx, id int64) error {
	s.mu.Lock()
	if name, ok := s.cache.names[id]; ok {
		s.mu.Unlock()
		_, err := tx.ExecContext(ctx, "INSERT INTO names VALUES (?)", name)
		return err
	}
	s.mu.Unlock()
	return touch(ctx, tx)
}
