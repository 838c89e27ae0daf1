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
