package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/spell"
)

// Exit statuses, for scripts.
const (
	exitClean    = 0 // no finding
	exitFindings = 1
	exitTrouble  = 2 // something kept it from analysing; the findings of the rest are printed
)

// A command is what the first argument can name.
type command struct {
	name string
	run  func(args []string, stdout, stderr io.Writer) int
}

// commands lists them in the order of the usage text.
var commands = []command{
	{"lint", lint},
	{"rules", listRules},
	{"explain", explain},
	{"init", initConfig},
	{"version", printVersion},
}

// run is the command without the process around it. Without the name of a
// command it lints.
func run(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		return lint(args, stdout, stderr)
	}
	if args[0] == "help" {
		return help(args[1:], stdout, stderr)
	}
	for _, c := range commands {
		if c.name == args[0] {
			return c.run(args[1:], stdout, stderr)
		}
	}
	return lint(args, stdout, stderr)
}

// help prints the usage of the command that is named.
func help(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		return lint([]string{"-h"}, stdout, stderr)
	}
	var names []string
	for _, c := range commands {
		if names = append(names, c.name); c.name == args[0] && len(args) == 1 {
			return c.run([]string{"-h"}, stdout, stderr)
		}
	}
	return fail(stderr, fmt.Errorf("help: there is no command %q%s", strings.Join(args, " "), spell.Hint(args[0], names)))
}

// fail tells why nothing was done.
func fail(stderr io.Writer, err error) int {
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(stderr, "txlint: %s\n", strings.TrimSuffix(line, "\n"))
	}
	return exitTrouble
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

const rulesUsage = `Usage: txlint rules

Lists the rules: id, on or off by default, level, what it reports.
txlint explain RULE prints the page of one.
`

func listRules(args []string, stdout, stderr io.Writer) int {
	flags := newFlags("rules", rulesUsage, stdout, stderr)
	if status, done := flags.parse(args); done {
		return status
	}
	if flags.NArg() > 0 {
		return fail(stderr, fmt.Errorf("rules takes no argument"))
	}
	table := tabwriter.NewWriter(stdout, 0, 0, 1, ' ', 0)
	defer table.Flush()
	for _, r := range analyzer.Rules() {
		state := "on"
		if !r.Default {
			state = "off"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", r.ID, state, r.Level, r.Summary)
	}
	return exitClean
}

func printVersion(args []string, stdout, stderr io.Writer) int {
	flags := newFlags("version", "Usage: txlint version\n", stdout, stderr)
	if status, done := flags.parse(args); done {
		return status
	}
	fmt.Fprintln(stdout, "txlint", version())
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
