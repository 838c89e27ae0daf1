// Package gorm stands for the library: testdata needs its names.
package gorm

import "database/sql"

type DB struct{ Error error }

type Dialector interface{ Name() string }

type Config struct{}

func Open(d Dialector, c *Config) (*DB, error) { return nil, nil }

func (db *DB) DB() (*sql.DB, error) { return nil, nil }

func (db *DB) Begin() *DB { return nil }

func (db *DB) Commit() *DB { return nil }

func (db *DB) Rollback() *DB { return nil }

func (db *DB) Transaction(fn func(tx *DB) error) error { return nil }

func (db *DB) Exec(sql string, values ...any) *DB { return nil }

func (db *DB) Raw(sql string, values ...any) *DB { return nil }

func (db *DB) Scan(dest any) *DB { return nil }

func (db *DB) First(dest any, conds ...any) *DB { return nil }

func (db *DB) Create(value any) *DB { return nil }
