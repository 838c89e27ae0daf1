package conditional

import (
	"context"
	"database/sql"
)

// Wrong: opened here, and the failure doesn't ask.
func (s *store) leaksOwn(ctx context.Context, tx *sql.Tx, id int64) error {
	own := tx == nil
	if own {
		var err error
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return err // want:missing-rollback
	}
	if own {
		return tx.Commit()
	}
	return nil
}

// Wrong: the flag is the wrong way round.
func (s *store) wrongWay(ctx context.Context, tx *sql.Tx, id int64) error {
	joined := tx != nil
	if !joined {
		var err error
		if tx, err = s.db.BeginTx(ctx, nil); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		if joined {
			tx.Rollback()
		}
		return err // want:missing-rollback
	}
	if !joined {
		return tx.Commit()
	}
	return nil
}

// Wrong: by a look-up in the context; nobody ends what was not found there.
func (s *store) leaksByContext(ctx context.Context, id int64) error {
	tx, ok := ctx.Value(key{}).(*sql.Tx)
	if !ok {
		var err error
		if tx, err = s.db.BeginTx(ctx, nil); err != nil { // want:missing-rollback
			return err
		}
	}
	_, err := tx.ExecContext(ctx, insert, id)
	return err
}

// Wrong: a return between the opening and the function that ends it.
func (s *store) leaksEnsured(tx *sql.Tx, id int64) error {
	tx, end, err := s.ensure(tx)
	if err != nil {
		return err
	}
	if id == 0 {
		return errEmpty // want:missing-rollback
	}
	_, err = tx.Exec(insert, id)
	return end(err)
}

// Wrong: opened for some orders only, and left open for a few of those.
func (s *store) leaksIfMany(ids []int64) error {
	var tx *sql.Tx
	if len(ids) > 1 {
		var err error
		if tx, err = s.db.Begin(); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if id == 0 {
			return errEmpty // want:missing-rollback
		}
	}
	if tx == nil {
		return nil
	}
	if _, err := tx.Exec(insert, ids[0]); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}
