package queryinloop

import (
	"context"
	"database/sql"
	"strings"
)

// read only reads.
func read(ctx context.Context, tx *sql.Tx) (sum int64, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT total FROM orders")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, rows.Err()
}

// afterwards runs one statement for all rows, after the loop.
func afterwards(ctx context.Context, tx *sql.Tx) error {
	sum, err := read(ctx, tx)
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	var marks []string
	var args []any
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		marks, args = append(marks, "?"), append(args, id)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	args = append(args, sum)
	_, err = tx.ExecContext(ctx, "UPDATE orders SET seen = 1 WHERE id IN ("+strings.Join(marks, ",")+") AND total < ?", args...)
	return err
}

// given loops over what it is handed: no rows.
func given(ctx context.Context, tx *sql.Tx, ids []int64) error {
	for _, id := range ids {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET seen = 1 WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// paged opens the query in the loop: the statement after it runs once a page.
func paged(ctx context.Context, tx *sql.Tx, pages []int) error {
	for _, page := range pages {
		rows, err := tx.QueryContext(ctx, "SELECT id FROM orders LIMIT 100 OFFSET ?", page)
		if err != nil {
			return err
		}
		n := 0
		for rows.Next() {
			n++
		}
		if err := rows.Close(); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO pages VALUES (?, ?)", page, n); err != nil {
			return err
		}
	}
	return nil
}

// first leaves the loop with the statement.
func first(ctx context.Context, tx *sql.Tx) error {
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
		if id > 100 {
			_, err := tx.ExecContext(ctx, "DELETE FROM orders WHERE id = ?", id)
			return err
		}
	}
	return rows.Err()
}

// copied reads another database.
func copied(ctx context.Context, old, db *sql.DB) error {
	rows, err := old.QueryContext(ctx, "SELECT id FROM orders")
	if err != nil {
		return err
	}
	defer rows.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", id); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

// once asks whether there is a row.
func once(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT id FROM orders LIMIT 1")
	if err != nil {
		return err
	}
	found := rows.Next()
	if err := rows.Close(); err != nil {
		return err
	}
	if !found {
		_, err = tx.ExecContext(ctx, "INSERT INTO orders DEFAULT VALUES")
	}
	return err
}

// written loops over what it has itself written before.
func written(ctx context.Context, tx *sql.Tx, names []string) error {
	var done []string
	for _, name := range names {
		if _, err := tx.ExecContext(ctx, "INSERT INTO orders VALUES (?)", name); err != nil {
			return err
		}
		done = append(done, name)
	}
	for _, name := range done {
		if _, err := tx.ExecContext(ctx, "INSERT INTO log VALUES (?)", name); err != nil {
			return err
		}
	}
	return nil
}

// queue grows while it is worked off.
func queue(ctx context.Context, tx *sql.Tx, ids []int64) error {
	for i := 0; i < len(ids); i++ {
		if _, err := tx.ExecContext(ctx, "UPDATE orders SET seen = 1 WHERE id = ?", ids[i]); err != nil {
			return err
		}
		if ids[i]%2 == 0 {
			ids = append(ids, ids[i]/2)
		}
	}
	return nil
}
