// Package passedto passes notes of several kinds: each transaction has the
// effect of the kind that it passes, and of no other.
package passedto

import (
	"database/sql"
	"net/http"

	"follow/interfaces/passedon"
)

type plain struct{ text string }

func (p plain) Text(string) string { return p.text }

type remote struct{ addr string }

func (r *remote) Text(lang string) string {
	resp, err := http.Get(r.addr + lang)
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	return resp.Status
}

func each(n passedon.Note) string { return passedon.Notify(n, "en") }

func local(tx *sql.Tx) error {
	_, err := tx.Exec("INSERT INTO notes VALUES (?)", each(plain{"a"}))
	return err
}

func localVariable(tx *sql.Tx) error {
	n := plain{"a"}
	_, err := tx.Exec("INSERT INTO notes VALUES (?)", each(n))
	return err
}

func outside() string { return each(&remote{"https://example.com/"}) }

func fetches(tx *sql.Tx) error {
	_, err := tx.Exec("INSERT INTO notes VALUES (?)", each(&remote{"https://example.com/"})) // want:http-in-tx
	return err
}

func fetchesVariable(tx *sql.Tx) error {
	n := &remote{"https://example.com/"}
	_, err := tx.Exec("INSERT INTO notes VALUES (?)", each(n)) // want:http-in-tx
	return err
}

func fetchesInterface(tx *sql.Tx) error {
	var n passedon.Note = &remote{"https://example.com/"} // want:http-in-tx
	_, err := tx.Exec("INSERT INTO notes VALUES (?)", each(n))
	return err
}
