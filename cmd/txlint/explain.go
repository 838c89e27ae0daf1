package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/docs"
	"github.com/txlint/txlint/internal/output"
	"github.com/txlint/txlint/internal/report"
	"github.com/txlint/txlint/internal/spell"
)

const explainUsage = `Usage:
  txlint explain RULE                             print the page of a rule
  txlint explain [flags] FILE:LINE …              tell why there is a finding in a line, or none
  txlint explain [flags] -openers [packages]      list what opens transactions
  txlint explain [flags] -runners [packages]      list what runs callbacks inside one
  txlint explain [flags] -closers [packages]      list what ends them

For a line, it prints the transactions that are open at each call and return there,
since when, and how they end; the effects of the call and the way to each; and what
becomes of them: the finding, or why there is none.

The lists have a line a place: the functions of yours that turned out to be openers,
runners and closers, and each call that opens, runs or ends, with what belongs to it.

Flags:
  -format FORM       text or json
  -config, -enable, -disable, -tests, -C, -tags, -mod, -modfile, -overlay
                     as for linting, see txlint -h

Exit status: 0 explained, 2 something kept it from doing so; the rest is explained
all the same.
`

// explainOptions are the flags of explaining.
type explainOptions struct {
	options
	format string
	lists  map[string]*bool
}

func newExplainOptions() *explainOptions { return &explainOptions{lists: map[string]*bool{}} }

func (o *explainOptions) registerAll(flags *flagSet) {
	o.register(flags)
	flags.StringVar(&o.format, "format", "text", "")
	for _, role := range roles {
		o.lists[role] = flags.Bool(role+"s", false, "")
	}
}

func explain(args []string, stdout, stderr io.Writer) int {
	o := newExplainOptions()
	flags := newFlags("explain", explainUsage, stdout, stderr)
	o.registerAll(flags)
	if status, done := flags.parse(args); done {
		return status
	}
	if o.format != "text" && o.format != "json" {
		return fail(stderr, fmt.Errorf("unknown format %q; explain has text and json", o.format))
	}
	var chosen []string
	for _, role := range roles {
		if *o.lists[role] {
			chosen = append(chosen, role)
		}
	}
	if len(chosen) > 0 {
		o.patterns = flags.Args()
		return o.list(chosen, stdout, stderr)
	}
	places, err := o.places(flags.Args())
	switch {
	case err != nil:
		return fail(stderr, err)
	case len(places) > 0:
		return o.explainPlaces(places, stdout, stderr)
	case flags.NArg() != 1:
		return fail(stderr, errors.New("explain takes the id of one rule, or FILE:LINE; txlint rules lists the rules"))
	}
	return explainRule(flags.Arg(0), stdout, stderr)
}

var lineForm = regexp.MustCompile(`^(.+\.go):(\d+)(?::\d+)?:?$`)

func explainRule(id string, stdout, stderr io.Writer) int {
	page, err := docs.Rule(id)
	if err != nil {
		return fail(stderr, fmt.Errorf("%w%s (txlint rules lists them)", err, spell.Hint(id, analyzer.RuleIDs())))
	}
	fmt.Fprint(stdout, page)
	return exitClean
}

// why loads and analyses, and returns all that is known, and the exit status so
// far: what could not be analysed is told, and the rest explained. It returns no
// session where nothing was analysed.
func (o *explainOptions) why(stderr io.Writer) (s *session, res *report.Result, status int) {
	s, err := o.start(stderr)
	if err != nil {
		return nil, nil, fail(stderr, err)
	}
	s.config.Explain = true
	progress(stderr, fmt.Sprintf("analysing %s …", output.Count(len(s.prog.Roots), "package")))
	res, err = analyze(s.config, s.prog)
	progress(stderr, "")
	if err != nil {
		return nil, nil, fail(stderr, err)
	}
	if res.Why == nil {
		res.Why = &report.Why{}
	}
	if len(problems(stderr, s.prog, res.Notes)) > 0 || len(s.prog.Skipped) > 0 {
		status = exitTrouble
	}
	return s, res, status
}

// at renders a place for people: file:line:column.
func (s *session) at(p report.Span) string { return s.position(p.Start) }

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// in puts a list into a sentence.
func in(list []string, nothing string) string {
	if len(list) == 0 {
		return nothing
	}
	return strings.Join(list, " or ")
}
