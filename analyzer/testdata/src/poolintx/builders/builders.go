// Package builders has a query builder of its own: what is executed at the end
// of a chain runs on the handle at its root.
package builders

import (
	"context"
	"database/sql"
)

type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

type Builder struct {
	on    runner
	table string
	where []string
}

func From(table string) *Builder { return &Builder{table: table} }

func (b *Builder) Where(cond string) *Builder {
	b.where = append(b.where, cond)
	return b
}

func (b *Builder) On(r runner) *Builder {
	b.on = r
	return b
}

// Limit copies.
func (b Builder) Limit(n int) *Builder {
	b.where = append(b.where, "LIMIT")
	return &b
}

func (b *Builder) Delete(ctx context.Context) error {
	_, err := b.on.ExecContext(ctx, "DELETE FROM "+b.table)
	return err
}

type Base struct{ db *sql.DB }

func (b *Base) From(table string) *Builder { return &Builder{on: b.db, table: table} }

func (b *Base) prune(ctx context.Context) error {
	return b.From("a").Where("old").Limit(3).Delete(ctx)
}

func (b *Base) chain(ctx context.Context) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := b.From("a").Delete(ctx); err != nil { // want:pool-in-tx
		return err
	}
	if err := b.From("a").Where("old").Delete(ctx); err != nil { // want:pool-in-tx
		return err
	}
	if err := b.From("a").Where("old").Limit(1).Delete(ctx); err != nil { // want:pool-in-tx
		return err
	}
	if err := b.prune(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}

// Building is no statement, and the handle can be given last.
func (b *Base) right(ctx context.Context) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	old := b.From("a").Where("old")
	if err := From("a").Where("old").On(tx).Delete(ctx); err != nil {
		return err
	}
	if err := old.On(tx).Delete(ctx); err != nil {
		return err
	}
	if err := b.From("b").On(tx).Where("old").Delete(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

type other struct{ Base }

func (o *other) between(ctx context.Context, b *Base) error {
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := b.prune(ctx); err != nil {
		return err
	}
	if err := o.prune(ctx); err != nil { // want:pool-in-tx
		return err
	}
	return tx.Commit()
}
