package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
)

// flagSet is a set of flags with a usage text written by people: a test holds
// it against the flags.
type flagSet struct {
	*flag.FlagSet
	usage          string
	stdout, stderr io.Writer
}

func newFlags(name, usage string, stdout, stderr io.Writer) *flagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard) // told by parse
	return &flagSet{fs, usage, stdout, stderr}
}

// parse parses arguments. It reports whether all is done by that: help was
// printed, or an error.
func (f *flagSet) parse(args []string) (status int, done bool) {
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(f.stdout, f.usage)
		return exitClean, true
	case err != nil:
		return fail(f.stderr, fmt.Errorf("%w\n(txlint help %s tells the flags)", err, f.Name())), true
	}
	return exitClean, false
}

const lintUsage = `txlint reports database transactions that are long, leaky or wrong.

Usage:
  txlint [flags] [packages]         lint packages, as the go command names them (./...)
  txlint rules                      list the rules
  txlint explain RULE               print the page of a rule
  txlint explain FILE:LINE          tell why there is a finding in a line, or none
  txlint explain -openers           list what opens transactions, and what ends each
  txlint init                       write a commented .txlint.yml
  txlint version                    print the version
  txlint help COMMAND               tell more of one

  go vet -vettool=$(which txlint) [-enable=…] [-disable=…] [-tests] packages

Rules:
  -enable RULES      switch rules on, comma-separated, or all
  -disable RULES     switch rules off, comma-separated, or all; the command line counts
                     for more than the configuration, a rule for more than all
  -tests             report findings in _test.go files too
  -config FILE       read FILE, and not the nearest .txlint.yml from the working directory
                     upwards; under go vet, TXLINT_CONFIG=FILE does so

Output:
  -format FORM       text, json, sarif, github (workflow commands) or gitlab (code quality)
  -o FILE            write the findings to FILE, not to standard output
  -color WHEN        auto (on a terminal, without NO_COLOR), always or never
  -debug stats       print what the analysis did to standard error

Fixes:
  -fix               apply the suggested fixes; of those that overlap, the first; what is
                     left is reported
  -diff              print what -fix would change, as a unified diff, and nothing else;
                     the status is 1 where there is something

Choosing code, as for go build:
  -C DIR             change to DIR before anything else
  -tags LIST         build tags
  -mod MODE          module download mode
  -modfile FILE      read FILE instead of go.mod
  -overlay FILE      JSON file that replaces files

Exit status: 0 no finding, 1 findings, 2 something kept it from analysing (usage,
configuration, a package that does not compile, no Go files); the findings of the
other packages are printed all the same.

Silence one finding with a comment on its line, the line above it, or the
function: //txlint:ignore rule reason
`
