// Package reform has declarations of reform, whose module is not served.
package reform

import "database/sql"

type Record interface{ HasPK() bool }

type Querier struct{}

func (q *Querier) Save(record Record) error                                   { return nil }
func (q *Querier) Exec(query string, args ...interface{}) (sql.Result, error) { return nil, nil }

type DB struct{ *Querier }

type TX struct{ *Querier }

func (db *DB) Begin() (*TX, error)                     { return nil, nil }
func (db *DB) InTransaction(f func(t *TX) error) error { return nil }
func (tx *TX) Commit() error                           { return nil }
func (tx *TX) Rollback() error                         { return nil }
