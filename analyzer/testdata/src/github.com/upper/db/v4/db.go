// Package db has declarations of upper's package of that name, whose module is
// not served.
package db

import (
	"context"
	"database/sql"
)

type Session interface {
	Collection(name string) Collection
	Tx(fn func(sess Session) error) error
	TxContext(ctx context.Context, fn func(sess Session) error, opts *sql.TxOptions) error
}

type Collection interface {
	Insert(interface{}) (InsertResult, error)
	Find(...interface{}) Result
}

type InsertResult interface{ ID() interface{} }

type Result interface {
	Limit(int) Result
	Update(interface{}) error
	Delete() error
}
