package wrapperhandles

import (
	"context"
	"database/sql"
)

// A store that is bound to the transaction: a region is where the transaction is, not where the store is.
type queries struct {
	db interface {
		ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	}
}

func newQueries(db *sql.DB) *queries { return &queries{db} }

func (q *queries) withTx(tx *sql.Tx) *queries { return &queries{tx} }

func (q *queries) insert(ctx context.Context) error {
	_, err := q.db.ExecContext(ctx, "INSERT INTO orders VALUES (1)")
	return err
}

func (q *queries) insertAndPing(ctx context.Context) error {
	if err := q.insert(ctx); err != nil {
		return err
	}
	return ping()
}

func useQueries(ctx context.Context, db *sql.DB) error {
	if err := newQueries(db).insertAndPing(ctx); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	q := newQueries(db).withTx(tx)
	if err := q.insert(ctx); err != nil {
		return err
	}
	if err := q.insertAndPing(ctx); err != nil { // want:http-in-tx
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return newQueries(db).insertAndPing(ctx)
}

// A runner that hands its callback the wrapped handle.
func inUnit(ctx context.Context, db *sql.DB, fn func(*Unit) error) error {
	u, err := Begin(ctx, db)
	if err != nil {
		return err
	}
	defer u.Close()
	if err := fn(u); err != nil {
		return err
	}
	return u.Commit()
}

// A runner that hands it a store.
func inQueries(ctx context.Context, db *sql.DB, fn func(*queries) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(newQueries(db).withTx(tx)); err != nil {
		return err
	}
	return tx.Commit()
}

func useRunners(ctx context.Context, db *sql.DB) error {
	err := inUnit(ctx, db, func(u *Unit) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		return u.Exec(ctx, "UPDATE orders SET told = 1")
	})
	if err != nil {
		return err
	}
	if err := ping(); err != nil {
		return err
	}
	err = inQueries(ctx, db, func(q *queries) error {
		if err := q.insert(ctx); err != nil {
			return err
		}
		return q.insertAndPing(ctx) // want:http-in-tx
	})
	if err != nil {
		return err
	}
	return inQueries(ctx, db, (*queries).insertTwice)
}

func (q *queries) insertTwice() error {
	ctx := context.Background()
	if err := q.insert(ctx); err != nil {
		return err
	}
	return q.insert(ctx)
}

// A runner that is a method of the handle: the handle is made first, and open only while it runs.
type Txn struct{ db *sql.DB }

func newTxn(db *sql.DB) *Txn { return &Txn{db} }

// Do runs.
func (t *Txn) Do(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := t.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func useTxn(ctx context.Context, db *sql.DB) error {
	txn := newTxn(db)
	if err := ping(); err != nil {
		return err
	}
	err := txn.Do(ctx, func(tx *sql.Tx) error {
		if err := ping(); err != nil { // want:http-in-tx
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE orders SET told = 1")
		return err
	})
	if err != nil {
		return err
	}
	return ping()
}
