// config: enable=lock-in-tx

// Package wire wires a cache to it, which releases the mutex that it takes.
package wire

import (
	"sync"

	"lockintx/port"
)

type cache struct {
	mu    sync.Mutex
	names map[int64]string
}

func (c *cache) Name(id int64) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.names[id]
}

func service() *port.Service { return port.New(&cache{}) }
