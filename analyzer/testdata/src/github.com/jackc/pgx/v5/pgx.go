// Package pgx has the declarations of the real package that testdata needs.
package pgx

import (
	"context"
	"errors"
)

// ErrNoRows is returned by Row.Scan.
var ErrNoRows = errors.New("no rows in result set")

// CommandTag stands for pgconn.CommandTag.
type CommandTag struct{}

// A Tx is a transaction.
type Tx interface {
	Begin(ctx context.Context) (Tx, error)
	Commit(ctx context.Context) error
	Rollback(ctx context.Context) error
	SendBatch(ctx context.Context, b *Batch) BatchResults
	Exec(ctx context.Context, sql string, arguments ...any) (CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) Row
	Conn() *Conn
}

// A Conn is a connection.
type Conn struct{}

func (c *Conn) Begin(ctx context.Context) (Tx, error) { return nil, nil }

func (c *Conn) Exec(ctx context.Context, sql string, arguments ...any) (CommandTag, error) {
	return CommandTag{}, nil
}

func (c *Conn) Query(ctx context.Context, sql string, args ...any) (Rows, error) { return nil, nil }

func (c *Conn) QueryRow(ctx context.Context, sql string, args ...any) Row { return nil }

func (c *Conn) SendBatch(ctx context.Context, b *Batch) BatchResults { return nil }

// Rows are the result of a query.
type Rows interface {
	Close()
	Err() error
	CommandTag() CommandTag
	Next() bool
	Scan(dest ...any) error
	Values() ([]any, error)
}

// A Row is the result of QueryRow.
type Row interface{ Scan(dest ...any) error }

// A CollectableRow is a row of Rows.
type CollectableRow interface {
	Scan(dest ...any) error
	Values() ([]any, error)
}

// A RowToFunc makes a value of a row.
type RowToFunc[T any] func(row CollectableRow) (T, error)

func RowTo[T any](row CollectableRow) (T, error) { var t T; return t, row.Scan(&t) }

func CollectRows[T any](rows Rows, fn RowToFunc[T]) ([]T, error) { return nil, nil }

func CollectOneRow[T any](rows Rows, fn RowToFunc[T]) (T, error) { var t T; return t, nil }

func AppendRows[T any, S ~[]T](slice S, rows Rows, fn RowToFunc[T]) (S, error) { return slice, nil }

func ForEachRow(rows Rows, scans []any, fn func() error) (CommandTag, error) {
	return CommandTag{}, nil
}

func BeginFunc(ctx context.Context, db interface {
	Begin(ctx context.Context) (Tx, error)
}, fn func(Tx) error) error {
	return nil
}

// A Batch is several statements.
type Batch struct{}

func (b *Batch) Queue(query string, arguments ...any) {}

// BatchResults are the results of a batch.
type BatchResults interface {
	Exec() (CommandTag, error)
	Query() (Rows, error)
	QueryRow() Row
	Close() error
}
