package main

import (
	"bytes"
	"flag"
	"io"
	"strings"
	"testing"
)

// TestUsageTellsFlags: the usage texts, written by people, tell each flag that
// there is, and no other.
func TestUsageTellsFlags(t *testing.T) {
	o := &lintOptions{}
	linting := newFlags("lint", lintUsage, io.Discard, io.Discard)
	o.registerAll(linting)
	e := newExplainOptions()
	explaining := newFlags("explain", explainUsage, io.Discard, io.Discard)
	e.registerAll(explaining)
	for _, fs := range []*flagSet{linting, explaining} {
		fs.VisitAll(func(f *flag.Flag) {
			if !strings.Contains(fs.usage, " -"+f.Name+" ") && !strings.Contains(fs.usage, " -"+f.Name+",") && !strings.Contains(fs.usage, " -"+f.Name+"\n") {
				t.Errorf("the usage of %s does not tell -%s", fs.Name(), f.Name)
			}
		})
		own := strings.ReplaceAll(fs.usage, "explain -openers", "") // a flag of another command
		for _, word := range strings.Fields(own) {
			name, dashed := strings.CutPrefix(strings.Trim(word, "[],.…="), "-")
			name, _, _ = strings.Cut(name, "=")
			if dashed && name != "h" && name != "vettool" && fs.Lookup(name) == nil {
				t.Errorf("the usage of %s tells -%s, which does not exist", fs.Name(), name)
			}
		}
	}
}

// TestHelpOfCommands: each command prints its usage on standard output, and
// does nothing else.
func TestHelpOfCommands(t *testing.T) {
	for _, c := range commands {
		var out, errs bytes.Buffer
		if status := run([]string{c.name, "-h"}, &out, &errs); status != exitClean || errs.Len() > 0 || !strings.Contains(out.String(), "txlint") {
			t.Errorf("%s -h: status %d, %q, %q", c.name, status, out.String(), errs.String())
		}
		if !strings.Contains(lintUsage, "txlint "+c.name) && c.name != "lint" {
			t.Errorf("the usage does not tell of %s", c.name)
		}
	}
}
