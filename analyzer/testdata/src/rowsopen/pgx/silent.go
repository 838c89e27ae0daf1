package pgx

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// readFirst: the loop runs to its end.
func readFirst(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := tx.Exec(ctx, "UPDATE orders SET seen = true WHERE id = $1", id); err != nil {
			return err
		}
	}
	return nil
}

// closed: closed by hand, also before the loop has ended.
func closed(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	var id int64
	for rows.Next() {
		if err := rows.Scan(&id); err != nil {
			rows.Close()
			return err
		}
		if id > 100 {
			break
		}
	}
	rows.Close()
	if err := rows.Err(); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "DELETE FROM orders WHERE id = $1", id)
	return err
}

// collected: the library reads them all.
func collected(ctx context.Context, tx pgx.Tx) error {
	rows, _ := tx.Query(ctx, "SELECT id FROM orders")
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return err
	}
	rows, err = tx.Query(ctx, "SELECT id FROM carts")
	if err != nil {
		return err
	}
	first, err := pgx.CollectOneRow(rows, pgx.RowTo[int64])
	if err != nil {
		return err
	}
	rows, err = tx.Query(ctx, "SELECT id FROM carts")
	if err != nil {
		return err
	}
	ids, err = pgx.AppendRows(ids, rows, pgx.RowTo[int64])
	if err != nil {
		return err
	}
	rows, err = tx.Query(ctx, "SELECT id FROM carts")
	if err != nil {
		return err
	}
	if _, err := pgx.ForEachRow(rows, []any{&first}, func() error { ids = append(ids, first); return nil }); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "DELETE FROM orders WHERE id = ANY($1)", ids)
	return err
}

// scanned: QueryRow and Scan.
func scanned(ctx context.Context, tx pgx.Tx) error {
	var n int
	if err := tx.QueryRow(ctx, "SELECT count(*) FROM orders").Scan(&n); err != nil {
		return err
	}
	row := tx.QueryRow(ctx, "SELECT count(*) FROM carts")
	if err := row.Scan(&n); err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	_, err := tx.Exec(ctx, "UPDATE stats SET n = $1", n)
	return err
}

// failed: a query that failed has no rows.
func failed(ctx context.Context, tx pgx.Tx) error {
	sub, err := tx.Begin(ctx)
	if err != nil {
		return err
	}
	defer sub.Rollback(ctx)
	rows, err := tx.Query(ctx, "SELECT id FROM new_orders")
	if err != nil {
		_, err = tx.Exec(ctx, "SELECT id FROM old_orders")
		return err
	}
	rows.Close()
	return nil
}

// nextOfOne: a single row, and the rows are closed in a closure.
func nextOfOne(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders LIMIT 1")
	if err != nil {
		return err
	}
	found := func() bool {
		defer rows.Close()
		return rows.Next()
	}()
	if !found {
		return errors.New("none")
	}
	_, err = tx.Exec(ctx, "UPDATE stats SET n = 1")
	return err
}

// none: Next returned false.
func none(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders LIMIT 1")
	if err != nil {
		return err
	}
	defer rows.Close()
	if !rows.Next() {
		_, err := tx.Exec(ctx, "INSERT INTO orders DEFAULT VALUES")
		return err
	}
	return nil
}

// otherConnection: statements on the pool take another connection.
func (s *Store) otherConnection(ctx context.Context) error {
	rows, err := s.pool.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := s.one(ctx); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s *Store) one(ctx context.Context) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Exec(ctx, "UPDATE stats SET n = n + 1"); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// chosen: one of two queries, read to the end.
func chosen(ctx context.Context, tx pgx.Tx, old bool) error {
	var rows pgx.Rows
	var err error
	if old {
		rows, err = tx.Query(ctx, "SELECT id FROM old_orders")
	} else {
		rows, err = tx.Query(ctx, "SELECT id FROM orders")
	}
	if err != nil {
		return fmt.Errorf("orders: %w", err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		n++
	}
	_, err = tx.Exec(ctx, "UPDATE stats SET n = $1", n)
	return err
}

// noRows: an error that is told by a comparison is a failure of the query.
func noRows(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	switch {
	case err == pgx.ErrNoRows:
		_, err = tx.Exec(ctx, "INSERT INTO orders DEFAULT VALUES")
		return err
	case err != nil:
		return err
	}
	rows.Close()
	_, err = tx.Exec(ctx, "UPDATE stats SET asked = asked + 1")
	return err
}

// byVariable: what Next says is kept in a variable.
func byVariable(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	n := 0
	for ok := rows.Next(); ok; ok = rows.Next() {
		n++
	}
	_, err = tx.Exec(ctx, "UPDATE stats SET n = $1", n)
	return err
}

// scanFails: a row that can't be read closes the rows.
func scanFails(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			break
		}
	}
	_, err = tx.Exec(ctx, "UPDATE stats SET asked = asked + 1")
	return err
}
