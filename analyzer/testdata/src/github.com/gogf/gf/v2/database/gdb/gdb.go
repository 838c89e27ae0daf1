// Package gdb has declarations of GoFrame's package of that name, whose module
// is not served.
package gdb

import (
	"context"
	"database/sql"
)

type DB interface {
	Model(tableNameOrStruct ...any) *Model
	Ctx(ctx context.Context) DB
	Exec(ctx context.Context, sql string, args ...any) (sql.Result, error)
	Begin(ctx context.Context) (TX, error)
	Transaction(ctx context.Context, f func(ctx context.Context, tx TX) error) error
}

type TX interface {
	Model(tableNameQueryOrStruct ...any) *Model
	Ctx(ctx context.Context) TX
	Begin() error
	Commit() error
	Rollback() error
	Transaction(ctx context.Context, f func(ctx context.Context, tx TX) error) (err error)
	Exec(sql string, args ...any) (sql.Result, error)
}

type Model struct{}

func (m *Model) Ctx(ctx context.Context) *Model                 { return m }
func (m *Model) TX(tx TX) *Model                                { return m }
func (m *Model) Where(where any, args ...any) *Model            { return m }
func (m *Model) Data(data ...any) *Model                        { return m }
func (m *Model) Insert(data ...any) (sql.Result, error)         { return nil, nil }
func (m *Model) Update(dataAndWhere ...any) (sql.Result, error) { return nil, nil }
func (m *Model) Transaction(ctx context.Context, f func(ctx context.Context, tx TX) error) error {
	return nil
}
