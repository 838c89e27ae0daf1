package nontransactions

import (
	"context"
	"database/sql/driver"
	"fmt"
	"log/slog"
	"net"
	"time"
)

// A driver speaks to the server: that is the database's own work, seen from below.
type conn struct{ net.Conn }

type serverTx struct{ c *conn }

type stmt struct {
	c     *conn
	query string
}

func (c *conn) send(query string) error {
	_, err := fmt.Fprintln(c.Conn, query)
	return err
}

// Prepare prepares.
func (c *conn) Prepare(query string) (driver.Stmt, error) { return &stmt{c, query}, nil }

// Begin begins.
func (c *conn) Begin() (driver.Tx, error) {
	if err := c.send("BEGIN"); err != nil {
		return nil, err
	}
	return &serverTx{c}, nil
}

// Commit commits.
func (t *serverTx) Commit() error { return t.c.send("COMMIT") }

// Rollback rolls back.
func (t *serverTx) Rollback() error { return t.c.send("ROLLBACK") }

// Close closes.
func (s *stmt) Close() error { return nil }

// NumInput says nothing.
func (s *stmt) NumInput() int { return -1 }

// Exec executes.
func (s *stmt) Exec(args []driver.Value) (driver.Result, error) {
	return driver.RowsAffected(1), s.c.send(s.query)
}

// Query queries.
func (s *stmt) Query(args []driver.Value) (driver.Rows, error) { return nil, s.c.send(s.query) }

// A driver around a driver measures and logs.
type loggedConn struct{ driver.Conn }

type loggedTx struct {
	driver.Tx
	start time.Time
}

// BeginTx begins.
func (c loggedConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	inner, ok := c.Conn.(driver.ConnBeginTx)
	if !ok {
		return nil, driver.ErrSkip
	}
	tx, err := inner.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	return loggedTx{tx, time.Now()}, nil
}

// Commit commits.
func (t loggedTx) Commit() error {
	err := t.Tx.Commit()
	slog.Info("commit", "took", time.Since(t.start), "err", err)
	return err
}
