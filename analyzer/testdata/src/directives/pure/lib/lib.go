// Package lib tells that its functions have no effect, by directives.
package lib

import (
	"net/http"
	"os"
	"time"
)

// Flag asks a sidecar at first and remembers.
//
//txlint:pure the answer is cached after the first call
func Flag(name string) bool {
	resp, err := http.Get("http://localhost/" + name)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// Fresh has no directive.
func Fresh(name string) bool {
	_, err := http.Get("http://localhost/" + name)
	return err == nil
}

// Enabled calls both kinds.
func Enabled(name string) bool { return Flag(name) && Flag(name+"2") }

// Config reads a file once.
type Config struct{ body []byte }

// Get reads.
//
//txlint:pure it is read at start-up
func (c *Config) Get() string {
	if c.body == nil {
		c.body, _ = os.ReadFile("config")
	}
	return string(c.body)
}

// Reload reads.
func (c *Config) Reload() { c.body, _ = os.ReadFile("config") }

// Clock is an interface.
type Clock interface {
	// Tick ticks.
	//
	//txlint:pure every clock that is wired in production returns at once
	Tick()
	// Wait waits.
	Wait()
}

// Real is a Clock.
type Real struct{}

// Tick sleeps.
func (Real) Tick() { time.Sleep(time.Millisecond) }

// Wait sleeps.
func (Real) Wait() { time.Sleep(time.Second) }

// Store is an interface whose only implementation is pure by directive.
type Store interface{ Load() string }

// Disk is a Store.
type Disk struct{}

// Load reads.
//
//txlint:pure a RAM disk
func (Disk) Load() string {
	body, _ := os.ReadFile("x")
	return string(body)
}

// Once is generic.
//
//txlint:pure it waits for nobody in practice
func Once[T any](in <-chan T) T { return <-in }
