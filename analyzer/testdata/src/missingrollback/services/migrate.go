package services

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log"
	"slices"
	"strings"
)

// Migration is one step of the schema.
type Migration struct {
	Version int
	Up      func(ctx context.Context, tx *sql.Tx) error
	NoTx    bool
	Script  string
}

type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Migrate runs what is missing, each step in a transaction of its own unless it can't.
func Migrate(ctx context.Context, db *sql.DB, steps []Migration) error {
	current, err := version(ctx, db)
	if err != nil {
		return err
	}
	slices.SortFunc(steps, func(a, b Migration) int { return a.Version - b.Version })
	for _, m := range steps {
		if m.Version <= current {
			continue
		}
		if m.NoTx {
			if err := script(ctx, db, m.Script); err != nil {
				return fmt.Errorf("version %d: %w", m.Version, err)
			}
			continue
		}
		if err := step(ctx, db, m); err != nil {
			return fmt.Errorf("version %d: %w", m.Version, err)
		}
		log.Printf("migrated to %d", m.Version)
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, m Migration) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	abort := func(err error) error {
		if rerr := tx.Rollback(); rerr != nil {
			return fmt.Errorf("%w; rollback: %v", err, rerr)
		}
		return err
	}
	switch {
	case m.Up != nil:
		if err := m.Up(ctx, tx); err != nil {
			return abort(err)
		}
	case m.Script != "":
		if err := script(ctx, tx, m.Script); err != nil {
			return abort(err)
		}
	default:
		return abort(errors.New("nothing to do"))
	}
	if _, err := tx.ExecContext(ctx, "UPDATE schema SET version = $1", m.Version); err != nil {
		return abort(err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func script(ctx context.Context, on execer, text string) error {
	for i, s := range strings.Split(text, ";") {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		if _, err := on.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("statement %d: %w", i, err)
		}
	}
	return nil
}

func version(ctx context.Context, db *sql.DB) (n int, err error) {
	err = db.QueryRowContext(ctx, "SELECT version FROM schema").Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// Import reads lines into a table, some at a time, and tells how many it wrote.
func Import(ctx context.Context, db *sql.DB, lines []string, size int) (n int, err error) {
	var tx *sql.Tx
	defer func() {
		if tx != nil {
			_ = tx.Rollback()
		}
	}()
	for len(lines) > 0 {
		if tx, err = db.BeginTx(ctx, nil); err != nil {
			return n, err
		}
		batch := lines[:min(size, len(lines))]
		for _, l := range batch {
			if _, err = tx.ExecContext(ctx, "INSERT INTO lines VALUES ($1)", l); err != nil {
				return n, err
			}
		}
		err = tx.Commit()
		tx = nil
		if err != nil {
			return n, err
		}
		n += len(batch)
		lines = lines[len(batch):]
	}
	return n, nil
}

// Snapshot is a read-only view that lives as long as its reader.
type Snapshot struct {
	tx   *sql.Tx
	rows *sql.Rows
	line string
}

// Open begins a snapshot. Close ends it.
func Open(ctx context.Context, db *sql.DB) (s *Snapshot, err error) {
	s = new(Snapshot)
	if s.tx, err = db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}); err != nil {
		return nil, err
	}
	if s.rows, err = s.tx.QueryContext(ctx, "SELECT line FROM lines"); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Next returns the next line or io.EOF.
func (s *Snapshot) Next() (string, error) {
	if !s.rows.Next() {
		if err := s.rows.Err(); err != nil {
			return "", err
		}
		return "", io.EOF
	}
	return s.line, s.rows.Scan(&s.line)
}

// Close ends the snapshot.
func (s *Snapshot) Close() error {
	var err error
	if s.rows != nil {
		err = s.rows.Close()
	}
	return errors.Join(err, s.tx.Rollback())
}

// Lines reads a whole snapshot.
func Lines(ctx context.Context, db *sql.DB) (lines []string, err error) {
	s, err := Open(ctx, db)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for {
		line, err := s.Next()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return lines, err
		}
		lines = append(lines, line)
	}
}
