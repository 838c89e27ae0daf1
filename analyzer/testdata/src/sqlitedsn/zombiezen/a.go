// Package zombiezen opens pools that have WAL unless flags say otherwise.
package zombiezen

import (
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

func noWAL() (*sqlitex.Pool, error) {
	return sqlitex.NewPool("app.db", sqlitex.PoolOptions{Flags: sqlite.OpenReadWrite | sqlite.OpenCreate, PoolSize: 4}) // want:sqlite-dsn
}

func connNoWAL() (*sqlite.Conn, error) {
	return sqlite.OpenConn("app.db", sqlite.OpenReadWrite, sqlite.OpenCreate) // want:sqlite-dsn
}

func right(n int) {
	sqlitex.NewPool("app.db", sqlitex.PoolOptions{})
	sqlitex.NewPool("app.db", sqlitex.PoolOptions{PoolSize: n})
	sqlitex.NewPool("app.db", sqlitex.PoolOptions{Flags: sqlite.OpenReadWrite | sqlite.OpenWAL})
	sqlite.OpenConn("app.db")
	sqlite.OpenConn("app.db", 0)
	sqlite.OpenConn("app.db", sqlite.OpenReadWrite, sqlite.OpenWAL)
}

func readOnly() {
	sqlite.OpenConn("app.db", sqlite.OpenReadOnly)
	sqlite.OpenConn("app.db", sqlite.OpenReadWrite|sqlite.OpenMemory)
	sqlite.OpenConn(":memory:", sqlite.OpenReadWrite)
}

func unknown(flags sqlite.OpenFlags, o sqlitex.PoolOptions) {
	sqlite.OpenConn("app.db", flags)
	sqlitex.NewPool("app.db", o)
	sqlitex.NewPool("app.db", sqlitex.PoolOptions{
		Flags:       sqlite.OpenReadWrite,
		PrepareConn: func(conn *sqlite.Conn) error { return sqlitex.ExecuteTransient(conn, "PRAGMA journal_mode=WAL", nil) },
	})
}
