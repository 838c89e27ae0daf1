package squirrel

import (
	"context"
	"database/sql"
	"time"

	sq "github.com/Masterminds/squirrel"
)

type repo struct{ db *sql.DB }

func (r *repo) right(ctx context.Context) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := sq.Insert("items").Columns("id").Values(1).RunWith(tx).ExecContext(ctx); err != nil {
		return err
	}
	var n int
	if err := sq.Select("count(*)").From("items").RunWith(tx).QueryRowContext(ctx).Scan(&n); err != nil {
		return err
	}
	b := sq.StatementBuilder.PlaceholderFormat(sq.Dollar).RunWith(tx)
	if _, err := b.Update("items").Set("a", 1).Exec(); err != nil {
		return err
	}
	if _, err := sq.ExecWith(tx, sq.Delete("items")); err != nil {
		return err
	}
	return tx.Commit()
}

func (r *repo) wrong(ctx context.Context) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := sq.Insert("items").Columns("id").Values(1).RunWith(r.db).ExecContext(ctx); err != nil { // want:pool-in-tx
		return err
	}
	b := sq.StatementBuilder.RunWith(r.db)
	if _, err := b.Update("items").Set("a", 1).Exec(); err != nil { // want:pool-in-tx
		return err
	}
	sq.Update("items").Set("a", 1).RunWith(tx).Exec() // want:swallowed-error
	time.Sleep(time.Second)                           // want:sleep-in-tx
	return tx.Commit()
}

func (r *repo) leaks() error {
	tx, err := r.db.Begin()
	if err != nil {
		return err
	}
	if _, err := sq.Delete("items").RunWith(tx).Exec(); err != nil {
		return err // want:missing-rollback
	}
	return tx.Commit()
}

// Building a query executes nothing.
func (r *repo) builds() error {
	tx, err := r.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	text, args, err := sq.Select("1").RunWith(r.db).ToSql()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(text, args...); err != nil {
		return err
	}
	return tx.Commit()
}
