// Package d is the end of the chain.
package d

import (
	"os"
	"time"
)

// Sleep sleeps.
func Sleep() { time.Sleep(time.Second) }

// Remove removes a file.
func Remove(name string) error { return os.Remove(name) }

// Quiet does nothing.
func Quiet(n int) int { return n + 1 }
