package gclplugin

import (
	"fmt"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/report"
)

// message returns the one line that stands for all of f: its message, then the
// places that other drivers show as related positions, and at the end the rule
// in parentheses, where scripts find it:
//
//	…; opened at store.go:12; way: charge.go:20 → pay/client.go:9 (http-in-tx)
//
// A place that golangci-lint or the message shows anyway is left out.
func message(f *report.Finding) string {
	var b strings.Builder
	b.WriteString(f.Message)
	own := place(f, f.Start)
	if f.Opener != nil {
		if at := place(f, f.Opener.Position); at != own && !names(f.Message, at) {
			b.WriteString("; opened at " + at)
		}
	}
	if way := places(f, f.Trace, own); len(way) > 0 {
		b.WriteString("; way: " + strings.Join(way, " → "))
	}
	for _, step := range f.Branches {
		fmt.Fprintf(&b, "; %s: %s", place(f, step.Position), step.Message)
	}
	fmt.Fprintf(&b, " (%s)", f.Rule)
	return b.String()
}

// places renders the steps that lead away from the line own.
func places(f *report.Finding, steps []report.Step, own string) []string {
	all := []string{own}
	for _, step := range steps {
		all = append(all, place(f, step.Position))
	}
	return slices.Compact(all)[1:]
}

// place is a file and line, as short as can be told apart: the base name in the
// finding's own directory, else with the name of its directory. The full name
// would differ from machine to machine.
func place(f *report.Finding, at token.Position) string {
	dir, base := filepath.Split(at.Filename)
	if filepath.Clean(dir) != filepath.Dir(f.Start.Filename) {
		base = filepath.Base(dir) + "/" + base
	}
	return fmt.Sprintf("%s:%d", base, at.Line)
}

// names reports whether text has place as a word: store.go:1 is not in
// store.go:12.
func names(text, place string) bool {
	return regexp.MustCompile(`\b` + regexp.QuoteMeta(place) + `\b`).MatchString(text)
}
