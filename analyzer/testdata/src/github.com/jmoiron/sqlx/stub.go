// Package sqlx stands for the library: testdata needs its names.
package sqlx

import (
	"context"
	"database/sql"
)

type DB struct{ *sql.DB }

type Tx struct{ *sql.Tx }

func Open(driverName, dataSourceName string) (*DB, error) { return nil, nil }

func Connect(driverName, dataSourceName string) (*DB, error) { return nil, nil }

func ConnectContext(ctx context.Context, driverName, dataSourceName string) (*DB, error) {
	return nil, nil
}

func MustConnect(driverName, dataSourceName string) *DB { return nil }

func (db *DB) MustExec(query string, args ...any) sql.Result { return nil }

func (db *DB) Beginx() (*Tx, error) { return nil, nil }

func (tx *Tx) Get(dest any, query string, args ...any) error { return nil }

func (tx *Tx) NamedExec(query string, arg any) (sql.Result, error) { return nil, nil }
