// Package ksql has declarations of KSQL, whose module is not served.
package ksql

import "context"

type Table struct{}

func NewTable(name string, ids ...string) Table { return Table{} }

type Result interface{ RowsAffected() (int64, error) }

type Provider interface {
	Insert(ctx context.Context, table Table, record interface{}) error
	Exec(ctx context.Context, query string, params ...interface{}) (Result, error)
	Transaction(ctx context.Context, fn func(Provider) error) error
}
