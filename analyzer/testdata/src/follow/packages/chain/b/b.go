// Package b embeds what c declares, and hands functions on.
package b

import "follow/packages/chain/c"

// Team has its worker's methods.
type Team struct{ c.Worker }

// Cleaner returns a function.
func Cleaner() func(string) error { return c.Clean }

// Clean cleans.
func Clean(name string) error { return c.Clean(name) }
