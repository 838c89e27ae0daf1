// Package silent has what looks like an effect and is none.
package silent

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"expvar"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"runtime/pprof"
	"runtime/trace"
	"strings"
	"sync"
	"time"
)

// Logging, of every kind of the standard library, wherever it goes.
func logging(ctx context.Context, tx *sql.Tx, own *log.Logger, sl *slog.Logger, f *os.File) error {
	log.Print("start")
	log.Printf("%d", 1)
	own.Println("start")
	slog.InfoContext(ctx, "start", "n", 1)
	sl.With("tx", 1).Error("start")
	log.New(f, "", 0).Print("to a file")
	slog.New(slog.NewJSONHandler(f, nil)).Info("to a file")
	log.SetOutput(os.Stderr)
	_, err := tx.ExecContext(ctx, "UPDATE counters SET n = 1")
	return err
}

// Metrics and tracing.
var requests = expvar.NewInt("requests")

func metrics(ctx context.Context, tx *sql.Tx) error {
	requests.Add(1)
	expvar.Publish("orders", expvar.Func(func() any { return 1 }))
	ctx, task := trace.NewTask(ctx, "order")
	defer task.End()
	defer trace.StartRegion(ctx, "insert").End()
	trace.Log(ctx, "order", "1")
	pprof.SetGoroutineLabels(ctx)
	_, err := tx.ExecContext(ctx, "UPDATE counters SET n = 1")
	return err
}

// Functions of contexts.
func contexts(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	child, stop := context.WithCancelCause(context.WithValue(ctx, key{}, 1))
	defer stop(nil)
	if err := child.Err(); err != nil {
		return err
	}
	if _, ok := child.Deadline(); !ok {
		return context.Cause(child)
	}
	if _, err := tx.ExecContext(child, "UPDATE counters SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

type key struct{}

// The database's own work: every kind of statement on the transaction.
func statements(ctx context.Context, db *sql.DB, prepared *sql.Stmt) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, "INSERT INTO names VALUES (?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	rows, err := tx.QueryContext(ctx, "SELECT name FROM users")
	if err != nil {
		return err
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			rows.Close()
			return err
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, name := range names {
		if _, err := insert.ExecContext(ctx, name); err != nil {
			return err
		}
	}
	if _, err := tx.StmtContext(ctx, prepared).ExecContext(ctx, 1); err != nil {
		return err
	}
	return tx.Commit()
}

// Telling others through the transaction: delivered by the database at the commit.
func notify(ctx context.Context, tx *sql.Tx, channel string) error {
	if _, err := tx.ExecContext(ctx, "SELECT pg_notify($1, 'changed')", channel); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "NOTIFY orders")
	return err
}

// Names say mail, request, lock and publish; the bodies are statements.
type store struct{ db *sql.DB }

func (s *store) place(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := s.LockForTx(ctx, tx); err != nil {
		return err
	}
	if err := s.SendMail(ctx, tx); err != nil {
		return err
	}
	if err := s.PublishEvent(ctx, tx); err != nil {
		return err
	}
	if err := s.InsertTx(ctx, tx, "job"); err != nil {
		return err
	}
	return tx.Commit()
}

// LockForTx takes an advisory lock that ends with the transaction.
func (s *store) LockForTx(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(1)")
	return err
}

// SendMail writes an outbox row.
func (s *store) SendMail(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO mails VALUES (1)")
	return err
}

// PublishEvent writes an outbox row.
func (s *store) PublishEvent(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO events VALUES (1)")
	return err
}

// InsertTx enqueues a job in the same transaction.
func (s *store) InsertTx(ctx context.Context, tx *sql.Tx, job string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO jobs VALUES (?)", job)
	return err
}

// A mutex that is taken and released without a statement between.
type cache struct {
	mu sync.Mutex
	m  map[string]int
}

func (c *cache) get(k string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.m[k]
}

func useCache(tx *sql.Tx, c *cache) error {
	_, err := tx.Exec("UPDATE counters SET n = ?", c.get("n"))
	return err
}

// Statistics of the pool, and its limits, are no statements and no effects.
func poolSettings(ctx context.Context, tx *sql.Tx, db *sql.DB) error {
	db.SetMaxOpenConns(4)
	_, err := tx.ExecContext(ctx, "INSERT INTO stats VALUES (?)", db.Stats().InUse)
	return err
}

// Strings, errors, buffers.
func values(tx *sql.Tx, names []string) error {
	var b strings.Builder
	b.WriteString(strings.Join(names, ","))
	var buf bytes.Buffer
	if _, err := buf.ReadFrom(strings.NewReader(b.String())); err != nil {
		return err
	}
	if _, err := tx.Exec("INSERT INTO names VALUES (?)", buf.String()); err != nil {
		return errors.Join(fmt.Errorf("insert: %w", err), io.ErrUnexpectedEOF)
	}
	return nil
}

// Rows outside of any transaction: an effect between them is no effect in a transaction.
func rowsWithoutTx(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "SELECT name FROM users")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		time.Sleep(time.Millisecond)
	}
	return rows.Err()
}

// A pool and a pinned connection are no transactions.
func pinned(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	time.Sleep(time.Millisecond)
	_, err = conn.ExecContext(ctx, "UPDATE counters SET n = 1")
	return err
}
