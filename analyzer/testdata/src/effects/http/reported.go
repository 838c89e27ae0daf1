// Package http has HTTP requests inside and outside of transactions.
package http

import (
	"bytes"
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strings"
)

// The plainest case: a request between the opening and the commit.
func getBetweenStatements(ctx context.Context, db *sql.DB, addr string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET state = 'paying'"); err != nil {
		return err
	}
	resp, err := http.Get(addr) // want:http-in-tx
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET code = ?", resp.StatusCode); err != nil {
		return err
	}
	return tx.Commit()
}

// Every function of the package that sends.
func packageFunctions(tx *sql.Tx, addr string) error {
	if _, err := http.Head(addr); err != nil { // want:http-in-tx
		return err
	}
	if _, err := http.Post(addr, "text/plain", strings.NewReader("x")); err != nil { // want:http-in-tx
		return err
	}
	if _, err := http.PostForm(addr, url.Values{"id": {"1"}}); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET state = 'sent'")
	return err
}

// Every method of a client that sends.
func clientMethods(tx *sql.Tx, c *http.Client, addr string) error {
	if _, err := c.Get(addr); err != nil { // want:http-in-tx
		return err
	}
	if _, err := c.Head(addr); err != nil { // want:http-in-tx
		return err
	}
	if _, err := c.Post(addr, "application/json", bytes.NewReader(nil)); err != nil { // want:http-in-tx
		return err
	}
	if _, err := c.PostForm(addr, nil); err != nil { // want:http-in-tx
		return err
	}
	_, err := tx.Exec("UPDATE orders SET state = 'sent'")
	return err
}

// Building is no effect, sending what was built is.
func doBuiltRequest(ctx context.Context, tx *sql.Tx, addr string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, addr, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "application/json")
	resp, err := http.DefaultClient.Do(req) // want:http-in-tx
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The finding stands where the chain starts, not where the method's name is.
func chainOverLines(tx *sql.Tx, req *http.Request) error {
	resp, err := http. // want:http-in-tx
				DefaultClient.
				Do(
			req,
		)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A transport sends as well as a client.
func transports(tx *sql.Tx, t *http.Transport, rt http.RoundTripper, req *http.Request) error {
	if _, err := t.RoundTrip(req); err != nil { // want:http-in-tx
		return err
	}
	if _, err := http.DefaultTransport.RoundTrip(req); err != nil { // want:http-in-tx
		return err
	}
	_, err := rt.RoundTrip(req) // want:http-in-tx
	return err
}

// A client that was made on the spot.
func literalClient(tx *sql.Tx, addr string) error {
	_, err := (&http.Client{}).Get(addr) // want:http-in-tx
	return err
}

// In the initialiser of an if.
func inCondition(tx *sql.Tx, addr string) error {
	if resp, err := http.Get(addr); err == nil { // want:http-in-tx
		return resp.Body.Close()
	}
	return nil
}

// The argument of a statement is evaluated inside the transaction.
func argumentOfStatement(ctx context.Context, db *sql.DB, addr string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.ExecContext(ctx, "UPDATE rates SET value = ?",
		rate(addr)) // want:http-in-tx
	if err != nil {
		return err
	}
	return tx.Commit()
}

func rate(addr string) string {
	resp, err := http.Get(addr)
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	return resp.Header.Get("X-Rate")
}

// The rollback is only deferred: the way out of the error path is inside.
func alertOnFailure(ctx context.Context, db *sql.DB, hook string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		_, _ = http.Post(hook, "text/plain", strings.NewReader(err.Error())) // want:http-in-tx
		return err
	}
	return tx.Commit()
}

// The methods of a client that is embedded are promoted.
type api struct {
	*http.Client
	base string
}

func (a api) promoted(tx *sql.Tx) error {
	_, err := a.Get(a.base) // want:http-in-tx
	return err
}
