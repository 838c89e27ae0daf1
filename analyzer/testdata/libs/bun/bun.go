package bun

import (
	"context"
	"database/sql"
	"time"

	"github.com/uptrace/bun"
)

type item struct {
	ID   int64
	Name string
}

type repo struct{ db *bun.DB }

func (r *repo) right(ctx context.Context, it *item) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.NewInsert().Model(it).Exec(ctx); err != nil {
		return err
	}
	if err := tx.NewSelect().Model(it).Where("id = ?", it.ID).Scan(ctx); err != nil {
		return err
	}
	if _, err := r.db.NewUpdate().Conn(tx).Model(it).Exec(ctx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return r.db.NewSelect().Model(it).Scan(ctx)
}

func (r *repo) wrong(ctx context.Context, it *item) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := r.db.NewSelect().Model(it).Scan(ctx); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	tx.NewInsert().Model(it).Exec(ctx) // want:swallowed-error
	time.Sleep(time.Second)            // want:sleep-in-tx
	return tx.Commit()
}

func (r *repo) runs(ctx context.Context, it *item) error {
	return r.db.RunInTx(ctx, &sql.TxOptions{}, func(ctx context.Context, tx bun.Tx) error {
		if _, err := r.db.NewInsert().Model(it).Exec(ctx); err != nil { // want:pool-in-tx
			return err
		}
		time.Sleep(time.Second) // want:sleep-in-tx
		if err := tx.RunInTx(ctx, nil, func(ctx context.Context, sp bun.Tx) error {
			_, err := sp.NewInsert().Model(it).Exec(ctx)
			return err
		}); err != nil {
			return err
		}
		_, err := tx.NewUpdate().Model(it).Exec(ctx)
		return err
	})
}

// A bun.IDB is pool or transaction.
func insert(ctx context.Context, db bun.IDB, it *item) error {
	time.Sleep(time.Second)
	_, err := db.NewInsert().Model(it).Exec(ctx)
	return err
}

func (r *repo) inserts(ctx context.Context, it *item) error {
	if err := insert(ctx, r.db, it); err != nil {
		return err
	}
	return r.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		return insert(ctx, tx, it) // want:sleep-in-tx
	})
}

// A rollback after the commit of a savepoint harms: it is gone, and PostgreSQL
// aborts the transaction around it.
func (r *repo) nestedWrong(ctx context.Context, tx bun.Tx, it *item) error {
	sp, err := tx.Begin()
	if err != nil {
		return err
	}
	defer sp.Rollback() // want:unsafe-nesting
	if _, err := sp.NewInsert().Model(it).Exec(ctx); err != nil {
		return err
	}
	return sp.Commit()
}

func (r *repo) nestedRight(ctx context.Context, tx bun.Tx, it *item) error {
	sp, err := tx.Begin()
	if err != nil {
		return err
	}
	if _, err := sp.NewInsert().Model(it).Exec(ctx); err != nil {
		if rerr := sp.Rollback(); rerr != nil {
			return rerr
		}
		return err
	}
	return sp.Commit()
}

// Only where the commit has failed, there is something to roll back.
func (r *repo) nestedFailed(ctx context.Context, tx bun.Tx, it *item) error {
	sp, err := tx.Begin()
	if err != nil {
		return err
	}
	if _, err := sp.NewInsert().Model(it).Exec(ctx); err != nil {
		_ = sp.Rollback()
		return err
	}
	if err := sp.Commit(); err != nil {
		_ = sp.Rollback()
		return err
	}
	return nil
}

func rollback(tx bun.Tx) { _ = tx.Rollback() }

func (r *repo) nestedHelper(ctx context.Context, tx bun.Tx, it *item) error {
	sp, err := tx.Begin()
	if err != nil {
		return err
	}
	defer rollback(sp) // want:unsafe-nesting
	if _, err := sp.NewInsert().Model(it).Exec(ctx); err != nil {
		return err
	}
	return sp.Commit()
}

// Opened on the pool, a rollback after the commit is harmless.
func (r *repo) outer(ctx context.Context, it *item) error {
	tx, err := r.db.Begin()
	if err != nil {
		return err
	}
	defer rollback(tx)
	if _, err := tx.NewInsert().Model(it).Exec(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

func (r *repo) nestedLeak(ctx context.Context, tx bun.Tx, it *item) error {
	sp, err := tx.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			_ = sp.Rollback()
		}
	}()
	if _, err := sp.NewInsert().Model(it).Exec(ctx); err != nil {
		return err
	}
	done = true
	return sp.Commit()
}

// A hook of bun runs inside what runs the query.
func (it *item) AfterInsert(ctx context.Context, q *bun.InsertQuery) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	return nil
}

// BeforeAppendModel runs outside as well.
func (it *item) BeforeAppendModel(ctx context.Context, q bun.Query) error {
	time.Sleep(time.Second)
	return nil
}
