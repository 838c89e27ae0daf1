package zombiezen

import (
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

func save(conn *sqlite.Conn) (err error) {
	defer sqlitex.Save(conn)(&err)
	time.Sleep(time.Second) // want:sleep-in-tx
	return sqlitex.Execute(conn, `UPDATE items SET a = 1`, nil)
}

func right(conn *sqlite.Conn) (err error) {
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer end(&err)
	if err := sqlitex.Execute(conn, `UPDATE items SET a = 1`, nil); err != nil {
		return err
	}
	return sqlitex.ExecuteScript(conn, `UPDATE items SET b = 1`, nil)
}

func outside(conn *sqlite.Conn) error {
	if err := right(conn); err != nil {
		return err
	}
	time.Sleep(time.Second)
	return nil
}

func bounded(conn *sqlite.Conn) error {
	err := func() (err error) {
		end := sqlitex.Transaction(conn)
		defer end(&err)
		return sqlitex.Execute(conn, `UPDATE items SET a = 1`, nil)
	}()
	time.Sleep(time.Second)
	return err
}

func leaks(conn *sqlite.Conn) error {
	end := sqlitex.Transaction(conn)
	if err := sqlitex.Execute(conn, `UPDATE items SET a = 1`, nil); err != nil {
		return err // want:missing-rollback
	}
	var err error
	end(&err)
	return err
}

// An index keeps its connection: what it prepares there runs inside the
// transaction.
type index struct{ conn *sqlite.Conn }

func (x *index) add(name string) (err error) {
	end := sqlitex.Transaction(x.conn)
	defer end(&err)
	return x.insert(name)
}

func (x *index) insert(name string) error {
	if err := sqlitex.Execute(x.conn, `DELETE FROM items`, nil); err != nil {
		return err
	}
	stmt, err := x.conn.Prepare(`INSERT INTO items VALUES (?)`)
	if err != nil {
		return err
	}
	stmt.BindText(1, name)
	_, err = stmt.Step()
	return err
}
