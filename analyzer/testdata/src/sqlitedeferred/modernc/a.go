// Package modernc keeps counters in a SQLite database whose transactions begin
// deferred.
package modernc

import (
	"context"
	"database/sql"
	"errors"

	_ "modernc.org/sqlite"
)

type store struct{ db *sql.DB }

func open() (*store, error) {
	db, err := sql.Open("sqlite", "file:app.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)")
	if err != nil {
		return nil, err
	}
	return &store{db}, nil
}

func (s *store) add(ctx context.Context, id, n int) error {
	tx, err := s.db.BeginTx(ctx, nil) // want:sqlite-deferred-write
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var have int
	if err := tx.QueryRowContext(ctx, "SELECT n FROM counters WHERE id = ?", id).Scan(&have); err != nil {
		return err
	}
	if have+n < 0 {
		return errors.New("too few")
	}
	if _, err := tx.ExecContext(ctx, "UPDATE counters SET n = ? WHERE id = ?", have+n, id); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) addByHelpers(ctx context.Context, id, n int) error {
	tx, err := s.db.BeginTx(ctx, nil) // want:sqlite-deferred-write
	if err != nil {
		return err
	}
	defer tx.Rollback()
	have, err := get(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := set(ctx, tx, id, have+n); err != nil {
		return err
	}
	return tx.Commit()
}

func get(ctx context.Context, tx *sql.Tx, id int) (n int, err error) {
	err = tx.QueryRowContext(ctx, "SELECT n FROM counters WHERE id = ?", id).Scan(&n)
	return n, err
}

func set(ctx context.Context, tx *sql.Tx, id, n int) error {
	_, err := tx.ExecContext(ctx, "UPDATE counters SET n = ? WHERE id = ?", n, id)
	return err
}

func (s *store) addByOneHelper(ctx context.Context, id int) error {
	tx, err := s.db.BeginTx(ctx, nil) // want:sqlite-deferred-write
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := increase(ctx, tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

func increase(ctx context.Context, tx *sql.Tx, id int) error {
	n, err := get(ctx, tx, id)
	if err != nil {
		return err
	}
	return set(ctx, tx, id, n+1)
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

func (s *store) byRunner(ctx context.Context, id int) error {
	return s.inTx(ctx, func(tx *sql.Tx) error { // want:sqlite-deferred-write
		n, err := get(ctx, tx, id)
		if err != nil {
			return err
		}
		return set(ctx, tx, id, n*2)
	})
}

func (s *store) overRows(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil) // want:sqlite-deferred-write
	if err != nil {
		return err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "WITH a AS (SELECT id FROM counters) SELECT id FROM a")
	if err != nil {
		return err
	}
	defer rows.Close()
	update, err := tx.PrepareContext(ctx, "UPDATE counters SET n = 0 WHERE id = ?")
	if err != nil {
		return err
	}
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if _, err := update.ExecContext(ctx, id); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) oneBranch(ctx context.Context, id int, fresh bool) error {
	tx, err := s.db.BeginTx(ctx, nil) // want:sqlite-deferred-write
	if err != nil {
		return err
	}
	defer tx.Rollback()
	n := 0
	if !fresh {
		if n, err = get(ctx, tx, id); err != nil {
			return err
		}
	}
	if err := set(ctx, tx, id, n+1); err != nil {
		return err
	}
	return tx.Commit()
}

// What follows is right.

func (s *store) writesFirst(ctx context.Context, id int) (n int, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE counters SET n = n + 1 WHERE id = ?", id); err != nil {
		return 0, err
	}
	if n, err = get(ctx, tx, id); err != nil {
		return 0, err
	}
	if err := set(ctx, tx, id+1, n); err != nil {
		return 0, err
	}
	return n, tx.Commit()
}

func (s *store) readsOnly(ctx context.Context, id int) (a, b int, err error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, 0, err
	}
	defer tx.Rollback()
	if a, err = get(ctx, tx, id); err != nil {
		return 0, 0, err
	}
	if b, err = get(ctx, tx, id+1); err != nil {
		return 0, 0, err
	}
	return a, b, tx.Commit()
}

func (s *store) returning(ctx context.Context, id int) (n int, err error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	if err := tx.QueryRowContext(ctx, "INSERT INTO counters (id, n) VALUES (?, 0) RETURNING n", id).Scan(&n); err != nil {
		return 0, err
	}
	if err := set(ctx, tx, id, n+1); err != nil {
		return 0, err
	}
	return n, tx.Commit()
}

func (s *store) readsNoTable(ctx context.Context, id int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var version string
	if err := tx.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "PRAGMA defer_foreign_keys = ON"); err != nil {
		return err
	}
	if err := set(ctx, tx, id, 1); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) startsAnew(ctx context.Context, id int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "ROLLBACK; BEGIN IMMEDIATE"); err != nil {
		return err
	}
	n, err := get(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := set(ctx, tx, id, n+1); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) unknownFirst(ctx context.Context, id int, query string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, query); err != nil {
		return err
	}
	n, err := get(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := set(ctx, tx, id, n+1); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) unknownRead(ctx context.Context, id int, query string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRowContext(ctx, query).Scan(&n); err != nil {
		return err
	}
	if err := set(ctx, tx, id, n+1); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) eitherOr(ctx context.Context, id int, reset bool) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if reset {
		if err := set(ctx, tx, id, 0); err != nil {
			return err
		}
	} else if _, err := get(ctx, tx, id); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *store) twoTransactions(ctx context.Context, id int) error {
	var n int
	err := s.inTx(ctx, func(tx *sql.Tx) (err error) {
		n, err = get(ctx, tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return s.inTx(ctx, func(tx *sql.Tx) error { return set(ctx, tx, id, n+1) })
}

func (s *store) onConn(ctx context.Context, id int) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	var n int
	if err := conn.QueryRowContext(ctx, "SELECT n FROM counters WHERE id = ?", id).Scan(&n); err != nil {
		conn.ExecContext(ctx, "ROLLBACK")
		return err
	}
	if _, err := conn.ExecContext(ctx, "UPDATE counters SET n = ? WHERE id = ?", n+1, id); err != nil {
		conn.ExecContext(ctx, "ROLLBACK")
		return err
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return err
}
