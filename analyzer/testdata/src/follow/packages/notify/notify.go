// Package notify tells others over HTTP and by other ways.
package notify

import (
	"database/sql"
	"net/http"
	"sync"
	"time"
)

// Default is what the package functions use.
var Default = &Client{Addr: "http://example.com"}

// Hook is a function value of a global: not followed.
var Hook = func() { _, _ = http.Get("http://example.com") }

// Client tells one address.
type Client struct {
	Addr string
	mu   sync.Mutex
	sent int
}

// Send tells.
func (c *Client) Send() error {
	if err := c.post(); err != nil {
		return err
	}
	c.mu.Lock()
	c.sent++
	c.mu.Unlock()
	return nil
}

func (c *Client) post() error {
	resp, err := http.Post(c.Addr, "text/plain", nil)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Sent counts.
func (c *Client) Sent() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sent
}

// Send tells by the default client.
func Send() error { return Default.Send() }

// Later tells in a goroutine.
func Later() { go Send() }

// Each calls fn for each name.
func Each(names []string, fn func(string) error) error {
	for _, name := range names {
		if err := fn(name); err != nil {
			return err
		}
	}
	return nil
}

// OnClose keeps fn.
func (c *Client) OnClose(fn func() error) *Closer { return &Closer{fn} }

// Closer keeps a function.
type Closer struct{ fn func() error }

// Row is handed the transaction: a region of its own.
func Row(tx *sql.Tx) error {
	time.Sleep(time.Second) // want:sleep-in-tx
	_, err := tx.Exec("INSERT INTO notes VALUES (1)")
	return err
}

// Fetch is generic.
func Fetch[T any](decode func(*http.Response) (T, error)) (T, error) {
	resp, err := http.Get("http://example.com")
	if err != nil {
		var zero T
		return zero, err
	}
	defer resp.Body.Close()
	return decode(resp)
}
