// config: enable=lock-in-tx

// Package limits holds what txlint misses, and knows that it does: each case is
// wrong, and nothing is reported. docs/limits.md tells why.
package limits

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"reflect"
	"sync"

	"github.com/jackc/pgx/v5"
)

func ping() error {
	resp, err := http.Get("http://example.com")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

type service struct {
	notify func() error
}

// functionField: function values in struct fields are not followed.
func functionField(ctx context.Context, tx *sql.Tx) error {
	s := service{notify: ping}
	if err := s.notify(); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

// byReflection: neither is reflection.
func byReflection(ctx context.Context, tx *sql.Tx) error {
	reflect.ValueOf(ping).Call(nil)
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

type printer struct{ out io.Writer }

func (p *printer) print(text []byte) error {
	_, err := p.out.Write(text)
	return err
}

// writerInField: what a writer in a field is, is not followed.
func writerInField(ctx context.Context, tx *sql.Tx, f *os.File) error {
	p := &printer{out: f}
	if err := p.print([]byte("orders")); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

type unknown interface{ Take(tx *sql.Tx) error }

// handedToUnknown: code that can't be seen may end the transaction.
func handedToUnknown(ctx context.Context, db *sql.DB, u unknown) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := u.Take(tx); err != nil {
		return err
	}
	return tx.Commit()
}

type locker struct{ mu sync.Mutex }

func (l *locker) take() { l.mu.Lock() }

// lockInCallee: the callee leaves the mutex locked.
func (l *locker) lockInCallee(ctx context.Context, tx *sql.Tx) error {
	l.take()
	defer l.mu.Unlock()
	_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
	return err
}

func openRows(ctx context.Context, tx pgx.Tx) (pgx.Rows, error) {
	return tx.Query(ctx, "SELECT id FROM orders")
}

// rowsOfCallee: the rows are open while the next statement is made.
func rowsOfCallee(ctx context.Context, tx pgx.Tx) error {
	rows, err := openRows(ctx, tx)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if _, err := tx.Exec(ctx, "UPDATE orders SET told = true"); err != nil {
			return err
		}
	}
	return rows.Err()
}

// attempt calls f until it succeeds, three times at most.
func attempt(f func() error) (err error) {
	for range 3 {
		if err = f(); err == nil {
			return nil
		}
	}
	return err
}

// openedInCallback leaves the transaction open when the insert fails: it was
// opened in a callback, into a variable from outside of it.
func openedInCallback(db *sql.DB, id int64) error {
	var tx *sql.Tx
	err := attempt(func() (err error) {
		tx, err = db.Begin()
		return err
	})
	if err != nil {
		return err
	}
	if _, err := tx.Exec("INSERT INTO orders (id) VALUES (?)", id); err != nil {
		return err
	}
	return tx.Commit()
}

// seenAndGoesOn commits without the row: the error is logged, and what check
// returns has nothing to do with it.
func seenAndGoesOn(db *sql.DB, id int64) error {
	return within(db, func(tx *sql.Tx) error {
		if _, err := tx.Exec("INSERT INTO orders (id) VALUES (?)", id); err != nil {
			log.Print(err)
		}
		return check(id)
	})
}

func check(id int64) error {
	if id < 0 {
		return errors.New("no such order")
	}
	return nil
}

func within(db *sql.DB, f func(*sql.Tx) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// A helper that runs its callback and returns what that returns.
func observed[T any](ctx context.Context, fn func(ctx context.Context) (T, error)) (T, error) {
	v, err := fn(ctx)
	if err != nil {
		log.Print(err)
	}
	return v, err
}

// throughHelper: the transaction comes out of a callback by way of a helper.
func throughHelper(ctx context.Context, db *sql.DB) error {
	tx, err := observed(ctx, func(ctx context.Context) (*sql.Tx, error) { return db.BeginTx(ctx, nil) })
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE carts SET seen = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// engine and engineTx are what a service sees; nothing that implements them is.
type engine interface {
	Begin(ctx context.Context) (engineTx, error)
}

type engineTx interface {
	Commit(ctx context.Context) error
	Rollback(ctx context.Context) error
	Archive(ctx context.Context) error
}

// unseenHandle: which types stand behind the interfaces is known elsewhere.
func unseenHandle(ctx context.Context, e engine) error {
	tx, err := e.Begin(ctx)
	if err != nil {
		return err
	}
	if err := tx.Archive(ctx); err != nil {
		return err
	}
	return tx.Commit(ctx)
}
