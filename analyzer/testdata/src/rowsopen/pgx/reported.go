// Package pgx makes statements while rows are open.
package pgx

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type Store struct{ pool *pgxpool.Pool }

// inLoop: the classic.
func (s *Store) inLoop(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
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
		if _, err := tx.Exec(ctx, "UPDATE orders SET seen = true WHERE id = $1", id); err != nil { // want:statement-while-rows-open
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// deferredClose: the deferred close comes when the function returns.
func deferredClose(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders LIMIT 1")
	if err != nil {
		return err
	}
	defer rows.Close()
	var id int64
	if rows.Next() {
		if err := rows.Scan(&id); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "DELETE FROM orders WHERE id = $1", id) // want:statement-while-rows-open
		return err
	}
	return rows.Err()
}

// breaks: on the way out of the loop rows are left.
func breaks(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		if n++; n == 10 {
			break
		}
	}
	_, err = tx.Exec(ctx, "UPDATE stats SET seen = $1", n) // want:statement-while-rows-open
	return err
}

// second: two queries side by side.
func second(ctx context.Context, tx pgx.Tx) error {
	orders, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer orders.Close()
	carts, err := tx.Query(ctx, "SELECT id FROM carts") // want:statement-while-rows-open
	if err != nil {
		return err
	}
	defer carts.Close()
	for orders.Next() && carts.Next() {
	}
	return nil
}

// rowKept: a row is open until it is scanned.
func rowKept(ctx context.Context, tx pgx.Tx) (id int64, err error) {
	row := tx.QueryRow(ctx, "SELECT id FROM orders LIMIT 1")
	if _, err := tx.Exec(ctx, "UPDATE stats SET asked = asked + 1"); err != nil { // want:statement-while-rows-open
		return 0, err
	}
	return id, row.Scan(&id)
}

func touch(ctx context.Context, tx pgx.Tx, id int64) error {
	_, err := tx.Exec(ctx, "UPDATE orders SET seen = true WHERE id = $1", id)
	return err
}

// throughCall: the statement stands in a function that is handed the transaction.
func throughCall(ctx context.Context, tx pgx.Tx) error {
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
		if err := touch(ctx, tx, id); err != nil { // want:statement-while-rows-open
			return err
		}
	}
	return rows.Err()
}

// forEach: the callback runs while the rows are open.
func (s *Store) forEach(ctx context.Context) error {
	return pgx.BeginFunc(ctx, s.conn(), func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, "SELECT id FROM orders")
		if err != nil {
			return err
		}
		var id int64
		_, err = pgx.ForEachRow(rows, []any{&id}, func() error {
			_, err := tx.Exec(ctx, "UPDATE orders SET seen = true WHERE id = $1", id) // want:statement-while-rows-open
			return err
		})
		return err
	})
}

func (s *Store) conn() *pgx.Conn { return nil }

// inner: the rows of the inner loop are read to the end, those of the outer not.
func inner(ctx context.Context, tx pgx.Tx) error {
	orders, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer orders.Close()
	for orders.Next() {
		lines, err := tx.Query(ctx, "SELECT sku FROM lines") // want:statement-while-rows-open
		if err != nil {
			return err
		}
		for lines.Next() {
		}
		if _, err := tx.Exec(ctx, "UPDATE orders SET seen = true"); err != nil { // want:statement-while-rows-open
			return err
		}
	}
	return orders.Err()
}

// inOneBranch: the rows are closed on one way only.
func inOneBranch(ctx context.Context, tx pgx.Tx, stop bool) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	if stop {
		rows.Close()
	}
	_, err = tx.Exec(ctx, "UPDATE stats SET asked = asked + 1") // want:statement-while-rows-open
	return err
}

// nextTurn: each turn leaves its rows to the next.
func nextTurn(ctx context.Context, tx pgx.Tx, ids []int64) error {
	for _, id := range ids {
		rows, err := tx.Query(ctx, "SELECT sku FROM lines WHERE id = $1", id) // want:statement-while-rows-open
		if err != nil {
			return err
		}
		defer rows.Close()
		rows.Next()
	}
	return nil
}

// onConn: the connection below is the same one.
func onConn(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	_, err = tx.Conn().Exec(ctx, "LISTEN orders") // want:statement-while-rows-open
	return err
}
