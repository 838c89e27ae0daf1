// Package raw begins and ends transactions by statements on a connection.
package raw

import (
	"context"
	"database/sql"
	"time"

	"github.com/jackc/pgx/v5"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

type store struct{ db *sql.DB }

func (s *store) right(ctx context.Context) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	time.Sleep(time.Second)
	if _, err := conn.ExecContext(ctx, `BEGIN IMMEDIATE`); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, `UPDATE items SET a = 1`); err != nil {
		_, _ = conn.ExecContext(ctx, `ROLLBACK`)
		return err
	}
	if _, err := conn.ExecContext(ctx, `COMMIT`); err != nil {
		_, _ = conn.ExecContext(ctx, `ROLLBACK`)
		return err
	}
	time.Sleep(time.Second)
	_, err = conn.ExecContext(ctx, `UPDATE items SET b = 1`)
	return err
}

// Closing the connection gives it back to the pool, with its transaction.
func (s *store) wrong(ctx context.Context) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `BEGIN IMMEDIATE`); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, `UPDATE items SET a = 1`); err != nil { // want:pool-in-tx
		return err // want:missing-rollback
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	_, err = conn.ExecContext(ctx, `COMMIT`)
	return err
}

func deferred(ctx context.Context, conn *pgx.Conn) (err error) {
	if _, err = conn.Exec(ctx, `begin`); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_, _ = conn.Exec(ctx, `rollback`)
		}
	}()
	if _, err = conn.Exec(ctx, `UPDATE items SET a = 1`); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, `commit`)
	return err
}

func leaks(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, `START TRANSACTION`); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, `SAVEPOINT a`); err != nil {
		return err // want:missing-rollback
	}
	if _, err := conn.Exec(ctx, `ROLLBACK TO SAVEPOINT a`); err != nil {
		return err // want:missing-rollback
	}
	_, err := conn.Exec(ctx, `COMMIT`)
	return err
}

// Who called has the connection, and ends it.
func begin(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, `BEGIN`)
	return err
}

type held struct{ conn *sql.Conn }

func (h *held) begin(ctx context.Context) error {
	_, err := h.conn.ExecContext(ctx, `BEGIN`)
	return err
}

func (h *held) commit(ctx context.Context) error {
	_, err := h.conn.ExecContext(ctx, `COMMIT`)
	return err
}

// A helper may end it, and so may a text that is not known.
func rollback(ctx context.Context, conn *pgx.Conn) { _, _ = conn.Exec(ctx, `ROLLBACK`) }

func helped(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, `BEGIN`); err != nil {
		return err
	}
	defer rollback(ctx, conn)
	if _, err := conn.Exec(ctx, `UPDATE items SET a = 1`); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, `COMMIT`)
	return err
}

func unknown(ctx context.Context, conn *pgx.Conn, end string) error {
	if _, err := conn.Exec(ctx, `BEGIN`); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, end)
	return err
}

// A script that begins and ends is no opener.
func script(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, `BEGIN; UPDATE items SET a = 1; COMMIT;`); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return nil
}

func onSQLite(conn *sqlite.Conn) error {
	if err := sqlitex.ExecuteTransient(conn, `BEGIN`, nil); err != nil {
		return err
	}
	time.Sleep(time.Second) // want:sleep-in-tx
	if err := sqlitex.Execute(conn, `UPDATE items SET a = 1`, nil); err != nil {
		return err // want:missing-rollback
	}
	return sqlitex.ExecuteTransient(conn, `COMMIT`, nil)
}
