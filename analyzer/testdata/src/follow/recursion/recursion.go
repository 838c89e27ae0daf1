// Package recursion has effects behind functions that call themselves and each other.
package recursion

import (
	"database/sql"
	"net/http"
	"os"
	"path/filepath"
)

// Direct recursion.
func countdown(n int) {
	if n == 0 {
		_, _ = http.Get("http://example.com")
		return
	}
	countdown(n - 1)
}

// Mutual recursion: each has the effects of both.
func even(n int) bool {
	if n == 0 {
		_ = os.Remove("even")
		return true
	}
	return odd(n - 1)
}

func odd(n int) bool {
	if n == 0 {
		return false
	}
	return even(n - 1)
}

// A cycle of three, of which one has the effect.
func a(n int) { b(n) }
func b(n int) { c(n) }
func c(n int) {
	if n > 0 {
		a(n - 1)
	}
	_, _ = http.Get("http://example.com")
}

func callAll(tx *sql.Tx) error {
	countdown(3)     // want:http-in-tx
	n := even(2)     // want:file-in-tx
	m := odd(2)      // want:file-in-tx
	a(1)             // want:http-in-tx
	b(1)             // want:http-in-tx
	c(1)             // want:http-in-tx
	f := fib(10)     // no effect
	d := depth(root) // no effect
	_, err := tx.Exec("INSERT INTO numbers VALUES (?, ?, ?, ?)", n, m, f, d)
	return err
}

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

type node struct{ children []*node }

var root = &node{}

// Mutual recursion without an effect.
func depth(n *node) int {
	most := 0
	for _, child := range n.children {
		most = max(most, below(child))
	}
	return most
}

func below(n *node) int { return depth(n) + 1 }

// A recursive function that is handed the transaction: the region is its body, its callers are silent.
func save(tx *sql.Tx, n *node) error {
	if err := os.Mkdir(filepath.Join("nodes"), 0o700); err != nil { // want:file-in-tx
		return err
	}
	if _, err := tx.Exec("INSERT INTO nodes VALUES (1)"); err != nil {
		return err
	}
	for _, child := range n.children {
		if err := save(tx, child); err != nil {
			return err
		}
	}
	return nil
}

func saveAll(tx *sql.Tx) error { return save(tx, root) }

// A recursive method without an effect.
func (n *node) insert(tx *sql.Tx) error {
	if _, err := tx.Exec("INSERT INTO nodes VALUES (1)"); err != nil {
		return err
	}
	for _, child := range n.children {
		if err := child.insert(tx); err != nil {
			return err
		}
	}
	return nil
}
