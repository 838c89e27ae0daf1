// Package incontext has effects in a transaction that travels in the context.
package incontext

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"time"
)

type txKey struct{}

type carts interface {
	clear(ctx context.Context) error
}

type sqlCarts struct{}

func (sqlCarts) clear(ctx context.Context) error {
	tx, ok := ctx.Value(txKey{}).(*sql.Tx)
	if !ok {
		return context.Canceled
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM carts")
	return err
}

func ping() error {
	resp, err := http.Get("https://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

type keeper struct {
	db    *sql.DB
	carts carts
}

// inContext carries the transaction in the context of its callback.
func (k *keeper) inContext(ctx context.Context, fn func(context.Context) error) error {
	tx, err := k.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(context.WithValue(ctx, txKey{}, tx)); err != nil {
		return err
	}
	return tx.Commit()
}

// carried runs its statements by the context that it hands on.
func (k *keeper) carried(ctx context.Context) error {
	return k.inContext(ctx, func(ctx context.Context) error {
		time.Sleep(time.Second) // want:sleep-in-tx says begin the transaction after it
		if err := k.carts.clear(ctx); err != nil {
			return err
		}
		if err := ping(); err != nil { // want:http-in-tx says do it before the transaction and keep its result, or write an outbox row
			return err
		}
		if err := k.carts.clear(ctx); err != nil {
			return err
		}
		log.Print("cleared")
		return ping() // want:http-in-tx says move it below the commit
	})
}
