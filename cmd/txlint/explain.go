package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/txlint/txlint/docs"
)

const explainUsage = `Usage: txlint explain RULE

Prints the page of a rule: what it reports and why, an example, what to do
instead, and what it stays silent on. txlint rules lists the rules.
`

func explain(args []string, stdout, stderr io.Writer) int {
	flags := newFlags("explain", explainUsage, stdout, stderr)
	if status, done := flags.parse(args); done {
		return status
	}
	if flags.NArg() != 1 {
		return fail(stderr, errors.New("explain takes the id of one rule; txlint rules lists them"))
	}
	page, err := docs.Rule(flags.Arg(0))
	if err != nil {
		return fail(stderr, fmt.Errorf("%w; txlint rules lists them", err))
	}
	fmt.Fprint(stdout, page)
	return exitClean
}
