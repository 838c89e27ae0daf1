package app

import (
	"context"
	"database/sql"
	"time"

	"github.com/aarondl/sqlboiler/v4/boil"

	"libs/sqlboiler/models"
)

type repo struct{ db *sql.DB }

func (r *repo) right(ctx context.Context, it *models.Item) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := it.Insert(ctx, tx, boil.Infer()); err != nil {
		return err
	}
	if _, err := models.Items().All(ctx, tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return it.Insert(ctx, r.db, boil.Infer())
}

func (r *repo) wrong(ctx context.Context, it *models.Item) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := it.Insert(ctx, r.db, boil.Infer()); err != nil { // want:pool-in-tx
		return err
	}
	if _, err := models.Items().All(ctx, r.db); err != nil { // want:pool-in-tx
		return err
	}
	it.Insert(ctx, tx, boil.Infer()) // want:swallowed-error
	time.Sleep(time.Second)          // want:sleep-in-tx
	return tx.Commit()
}

func global(ctx context.Context, it *models.Item) error {
	tx, err := boil.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := it.Insert(ctx, tx, boil.Infer()); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

func handed(ctx context.Context, tx boil.ContextTransactor, it *models.Item) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	return it.Insert(ctx, tx, boil.Infer())
}
