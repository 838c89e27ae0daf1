// Package zombiezen has transactions whose function says how they begin.
package zombiezen

import (
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

func add(conn *sqlite.Conn) (err error) {
	defer sqlitex.Transaction(conn)(&err) // want:sqlite-deferred-write
	if err := sqlitex.Execute(conn, "SELECT n FROM counters", nil); err != nil {
		return err
	}
	return sqlitex.Execute(conn, "UPDATE counters SET n = n + 1", nil)
}

func addImmediate(conn *sqlite.Conn) (err error) {
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer end(&err)
	if err := sqlitex.Execute(conn, "SELECT n FROM counters", nil); err != nil {
		return err
	}
	return sqlitex.Execute(conn, "UPDATE counters SET n = n + 1", nil)
}

func writes(conn *sqlite.Conn) (err error) {
	defer sqlitex.Save(conn)(&err)
	return sqlitex.Execute(conn, "UPDATE counters SET n = n + 1", nil)
}
