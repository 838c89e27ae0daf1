// Package audit tells by directives what can't be seen.
package audit

// Write writes to a log that others read.
//
//txlint:effect publish
func Write(text string) {}

// Forget empties the cache.
//
//txlint:never-in-tx who reads before the commit fills it with what was
func Forget() {}

//txlint:ignore pool-in-tx
func malformed() {}
