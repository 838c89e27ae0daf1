// Package sqlitex stands for the library: testdata needs its names.
package sqlitex

import (
	"context"

	"zombiezen.com/go/sqlite"
)

type Pool struct{}

type PoolOptions struct {
	Flags       sqlite.OpenFlags
	PoolSize    int
	PrepareConn func(conn *sqlite.Conn) error
}

type ExecOptions struct{ Args []any }

func NewPool(uri string, opts PoolOptions) (*Pool, error) { return nil, nil }

func (p *Pool) Take(ctx context.Context) (*sqlite.Conn, error) { return nil, nil }

func (p *Pool) Put(conn *sqlite.Conn) {}

func Transaction(conn *sqlite.Conn) (endFn func(*error)) { return nil }

func Save(conn *sqlite.Conn) (releaseFn func(*error)) { return nil }

func ImmediateTransaction(conn *sqlite.Conn) (endFn func(*error), err error) { return nil, nil }

func Execute(conn *sqlite.Conn, query string, opts *ExecOptions) error { return nil }

func ExecuteTransient(conn *sqlite.Conn, query string, opts *ExecOptions) error { return nil }
