package crawshaw

import (
	"net/http"

	"crawshaw.io/sqlite"
	"crawshaw.io/sqlite/sqlitex"
)

func right(conn *sqlite.Conn) (err error) {
	defer sqlitex.Save(conn)(&err)
	if err := sqlitex.Exec(conn, "DELETE FROM old", nil); err != nil {
		return err
	}
	return sqlitex.Exec(conn, "INSERT INTO items VALUES (1)", nil)
}

func wrong(conn *sqlite.Conn) (err error) {
	defer sqlitex.Save(conn)(&err)
	if err := sqlitex.Exec(conn, "DELETE FROM old", nil); err != nil {
		return err
	}
	resp, err := http.Get("https://example.com") // want:http-in-tx
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
