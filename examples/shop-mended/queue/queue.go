// Package queue carries what the shop tells others. Its clients of a broker,
// an object store and a cache keep all in memory, for the tests to look at.
package queue

import "sync"

// A Queue remembers what was published, stored and forgotten.
type Queue struct {
	mu        sync.Mutex
	Published []string
	Stored    map[string][]byte
	Forgotten []string
}

// Publish tells others of an event.
//
//txlint:effect publish
func (q *Queue) Publish(event string) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.Published = append(q.Published, event)
	return nil
}

// Store keeps an invoice.
//
//txlint:effect storage
func (q *Queue) Store(key string, text []byte) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.Stored == nil {
		q.Stored = map[string][]byte{}
	}
	q.Stored[key] = text
	return nil
}

// Forget drops what the cache knows.
//
//txlint:effect cache
func (q *Queue) Forget(key string) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.Forgotten = append(q.Forgotten, key)
	return nil
}
