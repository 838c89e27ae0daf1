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

	"github.com/fatih/color"
	"github.com/mattn/go-isatty"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/docs"
	"github.com/txlint/txlint/internal/load"
	"github.com/txlint/txlint/internal/output"
	"github.com/txlint/txlint/internal/report"
)

// lintOptions are the flags of linting.
type lintOptions struct {
	options
	format, out  string
	color, debug string
	fixes, diff  bool
}

func (o *lintOptions) registerAll(flags *flagSet) {
	o.register(flags)
	flags.StringVar(&o.format, "format", "text", "")
	flags.StringVar(&o.out, "o", "", "")
	flags.StringVar(&o.color, "color", "auto", "")
	flags.StringVar(&o.debug, "debug", "", "")
	flags.BoolVar(&o.fixes, "fix", false, "")
	flags.BoolVar(&o.diff, "diff", false, "")
}

// lint loads, analyses and renders.
func lint(args []string, stdout, stderr io.Writer) int {
	o := &lintOptions{}
	flags := newFlags("lint", lintUsage, stdout, stderr)
	o.registerAll(flags)
	if status, done := flags.parse(args); done {
		return status
	}
	o.patterns = flags.Args()
	if err := o.check(); err != nil {
		return fail(stderr, err)
	}
	s, err := o.start(stderr)
	if err != nil {
		return fail(stderr, err)
	}
	log, stats, err := o.analyse(s, stderr)
	if err != nil {
		return fail(stderr, err)
	}
	if o.diff {
		status, err := showDiff(stdout, s.prog.Fset, log)
		if err != nil {
			return fail(stderr, err)
		}
		return max(status, exitStatus(&output.Log{Errors: log.Errors}, s.prog))
	}
	if o.fixes {
		if log, stats, err = o.fix(s, stderr, log, stats); err != nil {
			return fail(stderr, err)
		}
	}
	if err := o.write(stdout, log); err != nil {
		return fail(stderr, err)
	}
	o.summarise(stderr, log, s.prog, stats)
	return exitStatus(log, s.prog)
}

// analyse analyses what is loaded, and tells what kept something from that.
func (o *lintOptions) analyse(s *session, stderr io.Writer) (*output.Log, report.Stats, error) {
	progress(stderr, fmt.Sprintf("analysing %s …", output.Count(len(s.prog.Roots), "package")))
	res, err := analyze(s.config, s.prog)
	progress(stderr, "")
	if err != nil {
		return nil, report.Stats{}, err
	}
	return &output.Log{
		Version: version(), Dir: s.dir, Root: repository(s.dir), Rules: rules(), Findings: output.Sort(res.Findings),
		Errors: problems(stderr, s.prog, res.Notes),
	}, res.Stats, nil
}

// check tells what is wrong with the flags before any work is done.
func (o *lintOptions) check() error {
	if output.Formats[o.format] == nil {
		return fmt.Errorf("unknown format %q; there are %s", o.format, formatNames())
	}
	if o.debug != "" && o.debug != "stats" {
		return fmt.Errorf("unknown -debug %q; there is stats", o.debug)
	}
	if o.overlay != "" && (o.fixes || o.diff) {
		return fmt.Errorf("-fix and -diff work on the files themselves, not on what -overlay puts in their place")
	}
	switch o.color {
	case "always", "never":
		color.NoColor = o.color == "never"
	case "auto":
		color.NoColor = color.NoColor || o.out != ""
	default:
		return fmt.Errorf("unknown -color %q; there are auto, always and never", o.color)
	}
	return nil
}

// problems tells what kept something from being analysed.
func problems(stderr io.Writer, prog *load.Program, notes []report.Remark) []output.Problem {
	var list []output.Problem
	for _, e := range prog.Errors {
		list = append(list, output.Problem{Position: e.Pos, Message: e.Package + ": " + e.Msg})
		fmt.Fprintf(stderr, "txlint: %v\n", e)
	}
	if len(prog.Skipped) > 0 {
		fmt.Fprintf(stderr, "txlint: not analysed, because a package they import has errors: %s\n", strings.Join(prog.Skipped, ", "))
	}
	for _, n := range notes {
		list = append(list, output.Problem{Position: n.Position.String(), Message: n.Message})
		fmt.Fprintf(stderr, "txlint: %s: %s\n", n.Position, n.Message)
	}
	return list
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

func (o *lintOptions) summarise(stderr io.Writer, log *output.Log, prog *load.Program, s report.Stats) {
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
			all.Why = all.Why.With(res.Why)
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
func (o *lintOptions) write(stdout io.Writer, log *output.Log) error {
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
