package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/mattn/go-isatty"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/docs"
	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/load"
	"github.com/txlint/txlint/internal/output"
	"github.com/txlint/txlint/internal/report"
)

// check tells what is wrong with the flags before any work is done.
func (o *options) check() error {
	if output.Formats[o.format] == nil {
		return fmt.Errorf("unknown format %q; there are text, json and sarif", o.format)
	}
	if o.debug != "" && o.debug != "stats" {
		return fmt.Errorf("unknown -debug %q; there is stats", o.debug)
	}
	return o.config().Check()
}

// lint loads, analyses and renders.
func (o *options) lint(stdout, stderr io.Writer) int {
	fail := func(err error) int {
		fmt.Fprintf(stderr, "txlint: %v\n", err)
		return exitTrouble
	}
	if o.dir != "" {
		if err := os.Chdir(o.dir); err != nil {
			return fail(err)
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		return fail(err)
	}
	progress(stderr, "loading …")
	cat := catalog.Default()
	prog, err := load.Load(load.Config{
		Dir: dir, Patterns: o.patterns, BuildFlags: o.buildFlags(), Overlay: o.overlay, Tests: o.tests,
		Opaque: func(path string) bool { return cat.Covers(path) == catalog.Opaque },
	})
	if err != nil {
		progress(stderr, "")
		return fail(err)
	}
	progress(stderr, fmt.Sprintf("analysing %s …", output.Count(len(prog.Roots), "package")))
	res, err := analyze(o.config(), prog)
	progress(stderr, "")
	if err != nil {
		return fail(err)
	}
	log := &output.Log{Version: version(), Dir: dir, Root: repository(dir), Rules: rules(), Findings: output.Sort(res.Findings)}
	for _, e := range prog.Errors {
		log.Errors = append(log.Errors, output.Problem{Position: e.Pos, Message: e.Package + ": " + e.Msg})
		fmt.Fprintf(stderr, "txlint: %v\n", e)
	}
	if len(prog.Skipped) > 0 {
		fmt.Fprintf(stderr, "txlint: not analysed, because a package they import has errors: %s\n", strings.Join(prog.Skipped, ", "))
	}
	for _, n := range res.Notes {
		log.Errors = append(log.Errors, output.Problem{Position: n.Position.String(), Message: n.Message})
		fmt.Fprintf(stderr, "txlint: %s: %s\n", n.Position, n.Message)
	}
	if err := o.write(stdout, log); err != nil {
		return fail(err)
	}
	o.summarise(stderr, log, prog, res.Stats)
	return exitStatus(log, prog)
}

func exitStatus(log *output.Log, prog *load.Program) int {
	switch {
	case len(log.Errors) > 0 || len(prog.Skipped) > 0:
		return exitTrouble
	case len(log.Findings) > 0:
		return exitFindings
	}
	return exitClean
}

func (o *options) summarise(stderr io.Writer, log *output.Log, prog *load.Program, s report.Stats) {
	files := map[string]bool{}
	for _, f := range log.Findings {
		files[filepath.Dir(f.Start.Filename)] = true
	}
	if n := len(log.Findings); n > 0 {
		fmt.Fprintf(stderr, "%s in %s\n", output.Count(n, "finding"), output.Count(len(files), "package"))
	} else if len(log.Errors) == 0 {
		fmt.Fprintf(stderr, "no findings in %s\n", output.Count(len(prog.Roots), "package"))
	}
	if o.debug == "stats" {
		fmt.Fprintf(stderr, "packages with bodies: %d\nfunctions in SSA form: %d\ntransactions followed: %d\nfunctions where a bound was reached: %d\n", prog.Loaded, s.SSA, s.Regions, s.Capped)
	}
}

func (o *options) buildFlags() []string {
	var flags []string
	for _, f := range []struct{ name, value string }{{"tags", o.tags}, {"mod", o.mod}, {"modfile", o.modfile}, {"overlay", o.overlay}} {
		if f.value != "" {
			flags = append(flags, "-"+f.name+"="+f.value)
		}
	}
	return flags
}

// analyze runs the analyzer over the roots and gathers what it found.
func analyze(c analyzer.Config, prog *load.Program) (*report.Result, error) {
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(c)}, prog.Roots, nil)
	if err != nil {
		return nil, err
	}
	all := &report.Result{}
	for act := range graph.All() {
		if act.Err != nil {
			return nil, fmt.Errorf("%s: %w", act.Package.PkgPath, act.Err)
		}
		res, ok := act.Result.(*report.Result)
		if !ok {
			continue
		}
		all.Notes = append(all.Notes, res.Notes...)
		all.Stats.Add(res.Stats)
		if act.IsRoot {
			all.Findings = append(all.Findings, res.Findings...)
		}
	}
	slices.SortFunc(all.Notes, func(a, b report.Remark) int { return strings.Compare(a.Position.String(), b.Position.String()) })
	return all, nil
}

func rules() []output.Rule {
	var list []output.Rule
	for _, r := range analyzer.Rules() {
		page, _ := docs.Rule(r.ID) // a test says that there is one for each
		list = append(list, output.Rule{ID: r.ID, Summary: r.Summary, Level: r.Level, URL: r.URL(), Page: page, Default: r.Default})
	}
	return list
}

// repository returns the nearest directory above dir that has a .git or else a
// go.mod, or dir.
func repository(dir string) string {
	for _, mark := range []string{".git", "go.mod"} {
		for d := dir; ; d = filepath.Dir(d) {
			if _, err := os.Stat(filepath.Join(d, mark)); err == nil {
				return d
			}
			if d == filepath.Dir(d) {
				break
			}
		}
	}
	return dir
}

// write renders the log where the flags say. A file is written whole or not at
// all.
func (o *options) write(stdout io.Writer, log *output.Log) error {
	format := output.Formats[o.format]
	if o.out == "" {
		return format(stdout, log)
	}
	var buf bytes.Buffer
	if err := format(&buf, log); err != nil {
		return err
	}
	return os.WriteFile(o.out, buf.Bytes(), 0o666)
}

// progress tells what goes on, on a terminal; "" wipes it.
func progress(w io.Writer, what string) {
	f, ok := w.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) {
		return
	}
	fmt.Fprintf(w, "\r\x1b[K%s", what)
}
