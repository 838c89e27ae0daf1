package main

import (
	"errors"
	"fmt"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/txlint/txlint/internal/output"
	"github.com/txlint/txlint/internal/patch"
	"github.com/txlint/txlint/internal/report"
)

// fixes gathers the fixes of findings: of those that overlap, the first. It
// returns what no fix was taken for.
func fixes(fset *token.FileSet, findings []report.Finding) (*patch.Patch, []report.Finding) {
	p := patch.New()
	rest := slices.DeleteFunc(slices.Clone(findings), func(f report.Finding) bool {
		return len(f.Fixes) > 0 && p.Add(fset, f.Fixes[0])
	})
	return p, rest
}

// fix applies the fixes of findings, and analyses anew what that leaves.
func (o *lintOptions) fix(s *session, stderr io.Writer, log *output.Log, stats report.Stats) (*output.Log, report.Stats, error) {
	p, rest := fixes(s.prog.Fset, log.Findings)
	if len(p.Files()) == 0 {
		return log, stats, nil
	}
	var wrong []error
	for _, name := range p.Files() {
		_, after, err := change(p, name)
		if err == nil {
			err = patch.Write(name, after)
		}
		wrong = append(wrong, err)
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, stats, err
	}
	fmt.Fprintf(stderr, "fixed %s in %s\n", output.Count(len(log.Findings)-len(rest), "finding"), output.Count(len(p.Files()), "file"))
	var err error
	if s.prog, err = o.load(s); err != nil {
		return nil, stats, err
	}
	return o.analyse(s, stderr)
}

// showDiff prints what fix would change, as a unified diff. Its status says whether
// there is something.
func showDiff(stdout io.Writer, fset *token.FileSet, log *output.Log) (int, error) {
	p, _ := fixes(fset, log.Findings)
	for _, name := range p.Files() {
		before, after, err := change(p, name)
		if err != nil {
			return exitTrouble, err
		}
		short := name
		if rel, err := filepath.Rel(log.Dir, name); err == nil {
			short = filepath.ToSlash(rel)
		}
		if _, err := stdout.Write(diff.Diff(short+".orig", before, short, after)); err != nil {
			return exitTrouble, err
		}
	}
	if len(p.Files()) > 0 {
		return exitFindings, nil
	}
	return exitClean, nil
}

// change returns the text of a file before and after a patch.
func change(p *patch.Patch, name string) (before, after []byte, err error) {
	if before, err = os.ReadFile(name); err != nil {
		return nil, nil, err
	}
	after, err = p.Apply(name, before)
	return before, after, err
}
