// Package calls runs its statements in functions that return their error.
package calls

import (
	"context"
	"database/sql"
	"fmt"
	"log"
)

const insert = "INSERT INTO orders (id) VALUES (?)"

func add(ctx context.Context, tx *sql.Tx, id int64) error {
	if _, err := tx.ExecContext(ctx, insert, id); err != nil {
		return fmt.Errorf("add %d: %w", id, err)
	}
	return nil
}

func addAll(ctx context.Context, tx *sql.Tx, ids []int64) (n int, err error) {
	for _, id := range ids {
		if err := add(ctx, tx, id); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

type queries struct{ tx *sql.Tx }

func (q queries) add(id int64) error {
	_, err := q.tx.Exec(insert, id)
	return err
}

// describe needs the transaction only for its address, and returns no statement's error.
func describe(tx *sql.Tx) error {
	_, err := fmt.Printf("%p\n", tx)
	return err
}

// Right: looked at.
func looked(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := add(ctx, tx, 0); err != nil {
		return err
	}
	n, err := addAll(ctx, tx, ids)
	if err != nil {
		return fmt.Errorf("after %d: %w", n, err)
	}
	q := queries{tx}
	if err := q.add(1); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: an explicit blank.
func blank(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_ = add(ctx, tx, id)
	_, _ = addAll(ctx, tx, []int64{id})
	return tx.Commit()
}

// Right: no statement's error.
func noStatement(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	describe(tx)
	if err := add(ctx, tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

// Right: dropped, and rolled back.
func dryRun(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	add(ctx, tx, id)
	return tx.Rollback()
}

// Right: the error is an argument, or the result of the whole.
func passedOn(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	return end(tx, add(ctx, tx, id))
}

func end(tx *sql.Tx, err error) error {
	if err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Wrong: the call stands alone.
func alone(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	add(ctx, tx, id) // want:swallowed-error
	return tx.Commit()
}

// Wrong: two calls away, logged only.
func loggedOnly(ctx context.Context, db *sql.DB, ids []int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	n, err := addAll(ctx, tx, ids) // want:swallowed-error
	if err != nil {
		log.Printf("%d of %d", n, len(ids))
	}
	return tx.Commit()
}

// Wrong: a method of a wrapper around the transaction.
func byWrapper(db *sql.DB, id int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	q := queries{tx}
	q.add(id) // want:swallowed-error
	return tx.Commit()
}

// Wrong: overwritten by the next call.
func overwritten(ctx context.Context, db *sql.DB, id int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = add(ctx, tx, id) // want:swallowed-error
	err = add(ctx, tx, id+1)
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Wrong: a literal that runs the statement.
func byLiteral(db *sql.DB, ids []int64) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	exec := func(query string, args ...any) error {
		_, err := tx.Exec(query, args...)
		return err
	}
	if err := exec("DELETE FROM orders"); err != nil {
		return err
	}
	for _, id := range ids {
		exec(insert, id) // want:swallowed-error
	}
	return tx.Commit()
}
