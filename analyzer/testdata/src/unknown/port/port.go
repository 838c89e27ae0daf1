// Package port declares interfaces that nothing implements here.
package port

import (
	"context"
	"database/sql"
)

// Notifier tells.
type Notifier interface {
	Notify(ctx context.Context) error
}

// Cache is declared pure.
type Cache interface {
	// Get gets.
	//
	//txlint:pure it is a map
	Get(key string) string
	// Put puts.
	//
	//txlint:effect cache
	Put(key, value string)
}

// Querier is implemented by handles of databases.
type Querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}
