package http

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
)

// Before the transaction: its result is kept.
func requestBefore(ctx context.Context, db *sql.DB, addr string) error {
	resp, err := http.Get(addr)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO rates VALUES (?)", body); err != nil {
		return err
	}
	return tx.Commit()
}

// After the commit, although the rollback is deferred.
func requestAfter(ctx context.Context, db *sql.DB, addr string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET state = 'paid'"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	resp, err := http.Post(addr, "text/plain", strings.NewReader("paid"))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A commit that failed has ended the transaction too.
func alertOnFailedCommit(ctx context.Context, db *sql.DB, hook string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		_, _ = http.Post(hook, "text/plain", strings.NewReader(err.Error()))
		return err
	}
	return nil
}

// Rolled back first, then told.
func alertAfterRollback(ctx context.Context, db *sql.DB, hook string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		_ = tx.Rollback()
		_, _ = http.Post(hook, "text/plain", strings.NewReader(err.Error()))
		return err
	}
	return tx.Commit()
}

// No transaction is open where opening it failed.
func alertOnFailedBegin(ctx context.Context, db *sql.DB, hook string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		_, _ = http.Post(hook, "text/plain", strings.NewReader(err.Error()))
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM carts"); err != nil {
		return err
	}
	return tx.Commit()
}

// Requests are built inside and sent after the commit.
func buildInsideSendAfter(ctx context.Context, db *sql.DB, c *http.Client, addr string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	if err := tx.QueryRowContext(ctx, "SELECT max(id) FROM orders").Scan(&id); err != nil {
		return err
	}
	body, err := json.Marshal(map[string]int64{"id": id})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, addr, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.SetBasicAuth("user", "secret")
	req.Header.Add("Idempotency-Key", fmt.Sprint(id))
	req = req.Clone(ctx)
	if err := tx.Commit(); err != nil {
		return err
	}
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Making clients, parsing addresses and headers send nothing.
func buildingOnly(tx *sql.Tx, addr string) error {
	u, err := url.Parse(addr)
	if err != nil {
		return err
	}
	u.RawQuery = url.Values{"q": {"a b"}}.Encode()
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: 2}}
	client.Timeout = 0
	cookie := http.Cookie{Name: "s", Value: http.StatusText(http.StatusTeapot)}
	h := http.Header{}
	h.Set("Cookie", cookie.String())
	_, err = tx.Exec("INSERT INTO links VALUES (?, ?)", u.String(), h.Get(http.CanonicalHeaderKey("cookie")))
	return err
}

// Reading the body of a response whose request is reported: once is enough.
func readBodyOfReported(tx *sql.Tx, addr string) error {
	resp, err := http.Get(addr) // want:http-in-tx
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var v struct{ Rate float64 }
	if err := json.NewDecoder(resp.Body).Decode(&v); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO rates VALUES (?)", v.Rate)
	return err
}

// A recorder is memory, and a handler that is only made is not called.
func recorder(tx *sql.Tx) error {
	rec := httptest.NewRecorder()
	rec.Header().Set("Content-Type", "text/plain")
	if _, err := rec.WriteString("hello"); err != nil {
		return err
	}
	req := httptest.NewRequest(http.MethodGet, "/", nil)
	_, err := tx.Exec("INSERT INTO renderings VALUES (?, ?)", rec.Body.String(), req.URL.Path)
	return err
}

// Registering a handler does not run it.
func registerHandler(tx *sql.Tx, mux *http.ServeMux, addr string) error {
	mux.HandleFunc("/ping", func(w http.ResponseWriter, r *http.Request) {
		resp, err := http.Get(addr)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		_ = resp.Body.Close()
	})
	_, err := tx.Exec("INSERT INTO routes VALUES ('/ping')")
	return err
}

// The user's own types may be called like net/http's.
type Client struct{ seen []string }

// Do remembers a name.
func (c *Client) Do(name string) { c.seen = append(c.seen, name) }

// Get looks a name up.
func (c *Client) Get(i int) string { return c.seen[i] }

func ownClient(tx *sql.Tx, c *Client) error {
	c.Do("POST")
	_, err := tx.Exec("INSERT INTO seen VALUES (?)", c.Get(0))
	return err
}

// A table's name says http, a statement is no request.
func statementAboutRequests(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO http_requests (method, url) VALUES ('GET', 'https://example.com')")
	return err
}
