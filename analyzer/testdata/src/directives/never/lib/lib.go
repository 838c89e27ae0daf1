// Package lib declares what must not be called inside a transaction.
package lib

import "net/http"

// Rebuild takes minutes.
//
//txlint:never-in-tx it holds every lock of the index
func Rebuild() int { return 1 }

// Nightly calls it.
func Nightly() int { return Rebuild() + 1 }

// Start starts it.
func Start() { go Rebuild() }

// Sync has an effect beside.
//
//txlint:never-in-tx the other side asks back
func Sync() error {
	resp, err := http.Get("http://localhost/sync")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Index is an interface.
type Index interface {
	// Refresh refreshes.
	//
	//txlint:never-in-tx the index locks the table
	Refresh() error
	// Len counts.
	Len() int
}

// Memory is an Index. Its own method has no directive.
type Memory struct{ n int }

// Refresh does nothing.
func (m *Memory) Refresh() error { return nil }

// Len counts.
func (m *Memory) Len() int { return m.n }

// Store is a Refresher whose method has the directive.
type Store struct{}

// Reset empties.
//
//txlint:never-in-tx it truncates
func (s *Store) Reset() {}

// Resetter has none.
type Resetter interface{ Reset() }

// Declared is pure, and forbidden all the same.
//
//txlint:pure it is cached
//txlint:never-in-tx the cache has a lock
func Declared() {
	_, _ = http.Get("http://localhost")
}

// Box is generic.
type Box[T any] struct{ v T }

// Get gets.
//
//txlint:never-in-tx it blocks
func (b *Box[T]) Get() T { return b.v }

// Free may be called anywhere.
func Free() int { return 0 }
