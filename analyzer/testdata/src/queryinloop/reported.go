// config: enable=query-in-loop

// Package queryinloop runs statements once a row of another one.
package queryinloop

import (
	"context"
	"database/sql"
	"iter"
)

type order struct{ id, total int64 }

type store struct{ db *sql.DB }

// direct updates each row that it reads.
func direct(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET seen = 1 WHERE id = ?", id); err != nil { // want:query-in-loop
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

// endless leaves the loop by a break, and asks of a transaction it is handed.
func endless(ctx context.Context, tx *sql.Tx) (n int64, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for {
		if !rows.Next() {
			break
		}
		var id, count int64
		if err := rows.Scan(&id); err != nil {
			return 0, err
		}
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM lines WHERE o = ?", id).Scan(&count); err != nil { // want:query-in-loop
			return 0, err
		}
		n += count
	}
	return n, rows.Err()
}

func lines(ctx context.Context, tx *sql.Tx, id int64) (n int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT count(*) FROM lines WHERE o = ?", id).Scan(&n)
	return n, err
}

// called reaches the statement through a function, prepared and in a literal.
func called(ctx context.Context, tx *sql.Tx) error {
	mark, err := tx.PrepareContext(ctx, "UPDATE orders SET lines = ? WHERE id = ?")
	if err != nil {
		return err
	}
	defer mark.Close()
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		n, err := lines(ctx, tx, id) // want:query-in-loop
		if err != nil {
			return err
		}
		err = func() error {
			_, err := mark.ExecContext(ctx, n, id) // want:query-in-loop
			return err
		}()
		if err != nil {
			return err
		}
	}
	return rows.Err()
}

// opened reads the rows that a function of its own queries.
func opened(ctx context.Context, tx *sql.Tx) error {
	rows, err := pending(ctx, tx)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if _, err := tx.ExecContext(ctx, "INSERT INTO log DEFAULT VALUES"); err != nil { // want:query-in-loop
			return err
		}
	}
	return rows.Err()
}

func pending(ctx context.Context, tx *sql.Tx) (*sql.Rows, error) {
	return tx.QueryContext(ctx, "SELECT id FROM orders WHERE pending")
}

// collected asks again for each row, after it has read all.
func collected(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
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
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET seen = 1 WHERE id = ?", id); err != nil { // want:query-in-loop
			return err
		}
	}
	return nil
}

func list(ctx context.Context, tx *sql.Tx) ([]order, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, total FROM orders")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []order
	for rows.Next() {
		var o order
		if err := rows.Scan(&o.id, &o.total); err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	return all, rows.Err()
}

// listed loops over the rows that a function has collected.
func (s *store) listed(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	all, err := list(ctx, tx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.total == 0 {
			continue
		}
		if _, err := lines(ctx, tx, o.id); err != nil { // want:query-in-loop
			return err
		}
	}
	return tx.Commit()
}

// each hands on row after row.
func each(rows *sql.Rows, fn func(id int64) error) error {
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if err := fn(id); err != nil {
			return err
		}
	}
	return rows.Err()
}

func byCallback(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	return each(rows, func(id int64) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id) // want:query-in-loop
		return err
	})
}

func all(ctx context.Context, tx *sql.Tx) iter.Seq2[int64, error] {
	return func(yield func(int64, error) bool) {
		rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
		if err != nil {
			yield(0, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			err := rows.Scan(&id)
			if !yield(id, err) {
				return
			}
		}
	}
}

func byIterator(ctx context.Context, tx *sql.Tx) error {
	for id, err := range all(ctx, tx) {
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id); err != nil { // want:query-in-loop
			return err
		}
	}
	return nil
}

func (s *store) inTx(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) inCallback(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
		if err != nil {
			return err
		}
		defer rows.Close()
		for more := rows.Next(); more; more = rows.Next() {
			var id int64
			if err := rows.Scan(&id); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE orders SET seen = 1 WHERE id = ?", id); err != nil { // want:query-in-loop
				return err
			}
		}
		return rows.Err()
	})
}
