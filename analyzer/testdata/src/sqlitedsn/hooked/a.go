// Package hooked sets up each connection when it is made.
package hooked

import (
	"database/sql"

	"modernc.org/sqlite"
)

func init() {
	sqlite.RegisterConnectionHook(func(dsn string) error { return nil })
}

func open() (*sql.DB, error) {
	return sql.Open("sqlite", "app.db")
}
