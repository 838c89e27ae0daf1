// Package output renders findings: as text for people, as JSON for scripts and
// as SARIF for code scanning. It knows nothing of how they were found.
package output

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/report"
)

// A Rule describes a rule to those who read a log.
type Rule struct {
	ID      string
	Summary string
	Level   report.Level
	URL     string
	Page    string // in Markdown
	Default bool
}

// A Log is what one run has to tell.
type Log struct {
	Version  string // of txlint
	Dir      string // absolute; paths are told relative to it where they are below
	Root     string // absolute; the root of the repository, for SARIF
	Rules    []Rule
	Findings []report.Finding
	Errors   []Problem
}

// A Problem is what kept something from being analysed.
type Problem struct {
	Position string `json:"position,omitempty"` // file:line:col, or ""
	Message  string `json:"message"`
}

// Format writes a log.
type Format func(w io.Writer, log *Log) error

// Formats by name, as -format takes them.
var Formats = map[string]Format{"text": Text, "json": JSON, "sarif": SARIF, "github": GitHub, "gitlab": GitLab}

// Names lists the formats, text first.
func Names() []string {
	names := slices.Sorted(maps.Keys(Formats))
	i := slices.Index(names, "text")
	return slices.Insert(slices.Delete(names, i, i+1), 0, "text")
}

// Sort orders findings by file, line, column and rule, and drops those that
// came twice, from a package and its test variant.
func Sort(findings []report.Finding) []report.Finding {
	slices.SortStableFunc(findings, func(a, b report.Finding) int {
		return cmp.Or(
			strings.Compare(a.Start.Filename, b.Start.Filename),
			cmp.Compare(a.Start.Line, b.Start.Line),
			cmp.Compare(a.Start.Column, b.Start.Column),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.About, b.About),
		)
	})
	return slices.CompactFunc(findings, func(a, b report.Finding) bool {
		return a.Start == b.Start && a.Rule == b.Rule && a.About == b.About
	})
}

// Relative shortens a file name that is below dir, with slashes.
func Relative(dir, name string) string { return filepath.ToSlash(relative(dir, name)) }

// relative shortens a file name that is below dir.
func relative(dir, name string) string {
	if rel, err := filepath.Rel(dir, name); err == nil && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return rel
	}
	return name
}

// Count puts a number before a noun.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// line reads one line of a file, "" where that can't be done.
func line(cache map[string][]string, name string, n int) string {
	lines, ok := cache[name]
	if !ok {
		if text, err := os.ReadFile(name); err == nil {
			lines = strings.Split(string(text), "\n")
		}
		cache[name] = lines
	}
	if n < 1 || n > len(lines) {
		return ""
	}
	return lines[n-1]
}
