package plain

import (
	"context"
	"database/sql"
)

func (s *Store) sequential(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		_ = tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	tx, err = s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE b SET n = 1"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return s.touch(ctx)
}

func (s *Store) turns(ctx context.Context, n int) error {
	for range n {
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
			_ = tx.Rollback()
			continue
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) retries(ctx context.Context) error {
	for {
		err := s.touch(ctx)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return err
		}
	}
}

// The first one did not open.
func (s *Store) fallback(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
	}
	defer tx.Rollback()
	return tx.Commit()
}

// One of two.
func (s *Store) either(ctx context.Context, readOnly bool) (err error) {
	var tx *sql.Tx
	if readOnly {
		tx, err = s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	} else {
		tx, err = s.db.BeginTx(ctx, nil)
	}
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return tx.Commit()
}

func (s *Store) savepoint(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "SAVEPOINT a"); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "RELEASE a"); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) otherPool(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	inner, err := s.other.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer inner.Rollback()
	if err := inner.Commit(); err != nil {
		return err
	}
	return tx.Commit()
}

func twoStores(ctx context.Context, from, to *Store) error {
	tx, err := from.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := to.touch(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) afterRollback(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE a SET n = 1"); err != nil {
		_ = tx.Rollback()
		return s.touch(ctx)
	}
	return tx.Commit()
}

func (s *Store) inGoroutine(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	go s.touch(ctx)
	return tx.Commit()
}
