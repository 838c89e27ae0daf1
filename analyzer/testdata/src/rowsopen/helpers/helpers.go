// Package helpers hands rows to functions of its own.
package helpers

import (
	"context"

	"github.com/jackc/pgx/v5"
)

type order struct{ id, cents int64 }

// scanOrder reads one row, and leaves the rest.
func scanOrder(row pgx.Row) (o order, err error) {
	err = row.Scan(&o.id, &o.cents)
	return o, err
}

// scanRows does so too, although it could close them.
func scanRows(rows pgx.Rows) (o order, err error) {
	err = rows.Scan(&o.id, &o.cents)
	return o, err
}

// all reads them all.
func all(rows pgx.Rows) (list []order, err error) {
	for rows.Next() {
		o, err := scanOrder(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, rows.Err()
}

// perRow: a helper that reads one row doesn't close the rest.
func perRow(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id, cents FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		o, err := scanOrder(rows)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "UPDATE orders SET cents = $1", o.cents); err != nil { // want:statement-while-rows-open
			return err
		}
	}
	return rows.Err()
}

func perRow2(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id, cents FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		o, err := scanRows(rows)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "UPDATE orders SET cents = $1", o.cents); err != nil { // want:statement-while-rows-open
			return err
		}
	}
	return rows.Err()
}

// byHelper: the helper reads them to the end.
func byHelper(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id, cents FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	list, err := all(rows)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "UPDATE stats SET n = $1", len(list))
	return err
}

func done(rows pgx.Rows) { rows.Close() }

// closedByHelper: it closes them.
func closedByHelper(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	rows.Next()
	done(rows)
	_, err = tx.Exec(ctx, "UPDATE stats SET asked = asked + 1")
	return err
}

type reader struct{ rows pgx.Rows }

func (r *reader) Close() { r.rows.Close() }

// wrapped: what holds the rows closes them.
func wrapped(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	r := &reader{rows}
	r.Close()
	_, err = tx.Exec(ctx, "UPDATE stats SET asked = asked + 1")
	return err
}

type unknown interface{ Read(rows pgx.Rows) error }

// toUnknown: code that can't be seen may read them to the end.
func toUnknown(ctx context.Context, tx pgx.Tx, u unknown) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	if err := u.Read(rows); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "UPDATE stats SET asked = asked + 1")
	return err
}

// query returns rows: who asked for them reads them.
func query(ctx context.Context, tx pgx.Tx) (pgx.Rows, error) {
	return tx.Query(ctx, "SELECT id FROM orders")
}

type querier interface {
	Exec(ctx context.Context, sql string, arguments ...any) (pgx.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// Queries are such as sqlc makes them.
type Queries struct{ db querier }

func New(db querier) *Queries { return &Queries{db} }

func (q *Queries) Orders(ctx context.Context) ([]order, error) {
	rows, err := q.db.Query(ctx, "SELECT id, cents FROM orders")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return all(rows)
}

func (q *Queries) Touch(ctx context.Context, id int64) error {
	_, err := q.db.Exec(ctx, "UPDATE orders SET seen = true WHERE id = $1", id)
	return err
}

// generated: each of its functions closes what it opens.
func generated(ctx context.Context, tx pgx.Tx) error {
	q := New(tx)
	list, err := q.Orders(ctx)
	if err != nil {
		return err
	}
	for _, o := range list {
		if err := q.Touch(ctx, o.id); err != nil {
			return err
		}
	}
	return nil
}

// generatedInLoop: rows of the transaction, and a function of Queries on it.
func generatedInLoop(ctx context.Context, tx pgx.Tx) error {
	q := New(tx)
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if err := q.Touch(ctx, id); err != nil { // want:statement-while-rows-open
			return err
		}
	}
	return rows.Err()
}
