package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/docs"
)

// Exit statuses, for scripts.
const (
	exitClean    = 0 // no finding
	exitFindings = 1
	exitTrouble  = 2 // something kept it from analysing; the findings of the rest are printed
)

const usage = `txlint reports database transactions that are long, leaky or wrong.

Usage:

	txlint [flags] [packages]     lint packages (default ./...)
	txlint rules                  list the rules
	txlint explain RULE           print the page of a rule
	txlint version                print the version

	go vet -vettool=$(which txlint) [-enable=…] [-disable=…] [-tests] packages

Flags:

`

const exits = `
Exit status: 0 no finding, 1 findings, 2 something kept it from analysing
(usage, a package that does not compile, no Go files); the findings of the
other packages are printed all the same.

Silence one finding with a comment on its line, the line above it, or the
function: //txlint:ignore rule reason
`

// run is the command without the process around it.
func run(args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 {
		switch args[0] {
		case "rules":
			return listRules(args[1:], stdout, stderr)
		case "explain":
			return explain(args[1:], stdout, stderr)
		case "version":
			fmt.Fprintln(stdout, "txlint", version())
			return exitClean
		case "help":
			args = []string{"-h"}
		}
	}
	o, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitClean
	case err != nil:
		return exitTrouble // the flag package has told
	}
	if err := o.check(); err != nil {
		fmt.Fprintf(stderr, "txlint: %v\n", err)
		return exitTrouble
	}
	return o.lint(stdout, stderr)
}

// options are the flags of the command.
type options struct {
	format, out     string
	enable, disable string
	tests           bool
	dir             string
	tags, mod       string
	modfile         string
	overlay         string
	debug           string
	patterns        []string
}

func parse(args []string, stderr io.Writer) (*options, error) {
	o := &options{}
	fs := flag.NewFlagSet("txlint", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.Usage = func() {
		fmt.Fprint(stderr, usage)
		fs.PrintDefaults()
		fmt.Fprint(stderr, exits)
	}
	fs.StringVar(&o.format, "format", "text", "`form` of the output: text, json or sarif")
	fs.StringVar(&o.out, "o", "", "write the findings to `file`, not to standard output")
	fs.StringVar(&o.enable, "enable", "", "`rules` to switch on, comma-separated, or all")
	fs.StringVar(&o.disable, "disable", "", "`rules` to switch off, comma-separated, or all")
	fs.BoolVar(&o.tests, "tests", false, "report findings in _test.go files too")
	fs.StringVar(&o.dir, "C", "", "change to `dir` before anything else")
	fs.StringVar(&o.tags, "tags", "", "build `tags`, as for go build")
	fs.StringVar(&o.mod, "mod", "", "module download `mode`, as for go build")
	fs.StringVar(&o.modfile, "modfile", "", "`file` to read instead of go.mod, as for go build")
	fs.StringVar(&o.overlay, "overlay", "", "JSON `file` that replaces files, as for go build")
	fs.StringVar(&o.debug, "debug", "", "print `what` the analysis did to standard error: stats")
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	o.patterns = fs.Args()
	if len(o.patterns) == 0 {
		o.patterns = []string{"./..."}
	}
	return o, nil
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

func (o *options) config() analyzer.Config {
	return analyzer.Config{Enable: split(o.enable), Disable: split(o.disable), Tests: o.tests}
}

func listRules(args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 {
		fmt.Fprintln(stderr, "txlint: rules takes no argument")
		return exitTrouble
	}
	for _, r := range analyzer.Rules() {
		state := "on"
		if !r.Default {
			state = "off"
		}
		fmt.Fprintf(stdout, "%-20s %-3s %-8s %s\n", r.ID, state, r.Level, r.Summary)
	}
	return exitClean
}

func explain(args []string, stdout, stderr io.Writer) int {
	if len(args) != 1 {
		fmt.Fprintln(stderr, "txlint: explain takes the id of one rule; txlint rules lists them")
		return exitTrouble
	}
	page, err := docs.Rule(args[0])
	if err != nil {
		fmt.Fprintf(stderr, "txlint: %v; txlint rules lists them\n", err)
		return exitTrouble
	}
	fmt.Fprint(stdout, page)
	return exitClean
}

// version is that of the module, or "devel" with the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "devel " + s.Value
		}
	}
	return "devel"
}
