// Package c calls d.
package c

import "follow/packages/chain/d"

// Worker is embedded by others.
type Worker struct{ N int }

// Work sleeps.
func (w Worker) Work() { d.Sleep() }

// Rest doesn't.
func (w Worker) Rest() int { return d.Quiet(w.N) }

// Clean removes a file.
func Clean(name string) error { return d.Remove(name) }
