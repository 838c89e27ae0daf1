// Package spell finds, for a name that doesn't exist, the one that was meant.
package spell

import (
	"fmt"
	"strings"
)

// Nearest returns the known name that is nearest to name, letters' case left
// out, or "" where none is near: more than a third of it would have to change.
func Nearest(name string, known []string) string {
	best, least := "", max(1, len(name)/3)+1
	for _, k := range known {
		if d := distance(strings.ToLower(name), strings.ToLower(k), least); d < least && k != name {
			best, least = k, d
		}
	}
	return best
}

// Hint is the end of an error message about name: "; did you mean …?", or "".
func Hint(name string, known []string) string {
	if near := Nearest(name, known); near != "" {
		return fmt.Sprintf("; did you mean %s?", near)
	}
	return ""
}

// distance is the number of bytes to insert, delete or replace to make b of a
// (Levenshtein), or limit where it is not less than that.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit)
}
