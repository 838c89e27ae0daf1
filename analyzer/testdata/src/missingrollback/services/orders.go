package services

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Querier is what repositories need: a pool or a transaction.
type Querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Orders is a repository.
type Orders struct{ q Querier }

// With returns the repository on a transaction.
func (o Orders) With(tx *sql.Tx) Orders { return Orders{tx} }

// Stock returns what is left of an article.
func (o Orders) Stock(ctx context.Context, article int64) (n int, err error) {
	err = o.q.QueryRowContext(ctx, "SELECT n FROM stock WHERE id = $1", article).Scan(&n)
	return n, err
}

// Add adds an order.
func (o Orders) Add(ctx context.Context, article int64) (id int64, err error) {
	err = o.q.QueryRowContext(ctx, "INSERT INTO orders (article) VALUES ($1) RETURNING id", article).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("order of %d: %w", article, err)
	}
	return id, nil
}

type txKey struct{}

// Unit runs functions in transactions, and joins the one of the context.
type Unit struct {
	db *sql.DB
	mu sync.Mutex
	n  int
}

// Do runs fn; where it fails on a conflict, it runs it again.
func (u *Unit) Do(ctx context.Context, fn func(ctx context.Context, tx *sql.Tx) error) error {
	if tx, ok := ctx.Value(txKey{}).(*sql.Tx); ok {
		return fn(ctx, tx)
	}
	var err error
	for wait := time.Millisecond; wait < time.Second; wait *= 2 {
		if err = u.once(ctx, fn); err == nil || !conflict(err) {
			return err
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return errors.Join(err, ctx.Err())
		case <-timer.C:
		}
	}
	return fmt.Errorf("gave up: %w", err)
}

func (u *Unit) once(ctx context.Context, fn func(ctx context.Context, tx *sql.Tx) error) (err error) {
	tx, err := u.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() {
		if p := recover(); p != nil {
			_ = tx.Rollback()
			panic(p)
		}
		if err != nil {
			if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
				err = fmt.Errorf("%w (rollback: %v)", err, rerr)
			}
			return
		}
		if err = tx.Commit(); err != nil {
			err = fmt.Errorf("commit: %w", err)
			return
		}
		u.mu.Lock()
		u.n++
		u.mu.Unlock()
	}()
	return fn(context.WithValue(ctx, txKey{}, tx), tx)
}

func conflict(err error) bool {
	var state interface{ SQLState() string }
	return errors.As(err, &state) && state.SQLState() == "40001"
}

// ErrSoldOut says that nothing is left.
var ErrSoldOut = errors.New("sold out")

// Place places an order of an article.
func (u *Unit) Place(ctx context.Context, orders Orders, article int64) (id int64, err error) {
	err = u.Do(ctx, func(ctx context.Context, tx *sql.Tx) error {
		o := orders.With(tx)
		n, err := o.Stock(ctx, article)
		switch {
		case errors.Is(err, sql.ErrNoRows), err == nil && n == 0:
			return ErrSoldOut
		case err != nil:
			return err
		}
		id, err = o.Add(ctx, article)
		return err
	})
	return id, err
}

// Handler serves orders.
func Handler(u *Unit, orders Orders) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		article, err := strconv.ParseInt(r.FormValue("article"), 10, 64)
		if err != nil {
			http.Error(w, "article is no number", http.StatusBadRequest)
			return
		}
		id, err := u.Place(r.Context(), orders, article)
		switch {
		case errors.Is(err, ErrSoldOut):
			http.Error(w, err.Error(), http.StatusConflict)
			return
		case err != nil:
			log.Print(err)
			http.Error(w, "internal error", http.StatusInternalServerError)
			return
		}
		if err := json.NewEncoder(w).Encode(map[string]int64{"id": id}); err != nil {
			log.Print(err)
		}
	}
}

// Transfer moves stock between articles, by hand and without a defer.
func Transfer(ctx context.Context, db *sql.DB, from, to int64, n int) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SET lock_timeout = '1s'"); err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, m := range []struct {
		article int64
		n       int
	}{{from, -n}, {to, n}} {
		res, err := tx.ExecContext(ctx, "UPDATE stock SET n = n + $1 WHERE id = $2", m.n, m.article)
		if err == nil {
			var rows int64
			if rows, err = res.RowsAffected(); err == nil && rows != 1 {
				err = fmt.Errorf("article %d: %d rows", m.article, rows)
			}
		}
		if err != nil {
			if rerr := tx.Rollback(); rerr != nil {
				log.Printf("transfer: rollback: %v", rerr)
			}
			return err
		}
	}
	return tx.Commit()
}
