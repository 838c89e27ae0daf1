package goframe

import (
	"context"
	"net/http"

	"github.com/gogf/gf/v2/database/gdb"
)

type orders struct{ db gdb.DB }

// Code that is generated for a table gives each model the context, which
// carries the transaction inside the callback.
func (o *orders) model(ctx context.Context) *gdb.Model { return o.db.Model("orders").Ctx(ctx) }

func (o *orders) right(ctx context.Context) error {
	return o.db.Transaction(ctx, func(ctx context.Context, tx gdb.TX) error {
		if _, err := o.model(ctx).Data("a").Insert(); err != nil {
			return err
		}
		if _, err := o.db.Ctx(ctx).Model("lines").Insert(); err != nil {
			return err
		}
		if _, err := o.db.Exec(ctx, "UPDATE stock SET n = n - 1"); err != nil {
			return err
		}
		return o.db.Transaction(ctx, func(ctx context.Context, tx gdb.TX) error {
			_, err := o.db.Model("stock").TX(tx).Where("n", 0).Update("gone")
			return err
		})
	})
}

func (o *orders) wrong(ctx context.Context) error {
	return o.db.Transaction(ctx, func(ctx context.Context, tx gdb.TX) error {
		tx.Exec("UPDATE stock SET n = n - 1")        // want:swallowed-error
		resp, err := http.Get("https://example.com") // want:http-in-tx
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
}

func (o *orders) opens(ctx context.Context) error {
	tx, err := o.db.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Model("orders").Insert("a"); err != nil {
		return err // want:missing-rollback
	}
	if _, err := o.db.Model("lines").Insert("b"); err != nil { // want:pool-in-tx
		return tx.Rollback()
	}
	return tx.Commit()
}
