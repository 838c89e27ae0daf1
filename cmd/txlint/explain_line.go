package main

import (
	"fmt"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/txlint/txlint/internal/output"
	"github.com/txlint/txlint/internal/report"
)

// A lineReport is what there is to say of a line.
type lineReport struct {
	File         string        `json:"file"`
	Line         int           `json:"line"`
	Transactions []lineTx      `json:"transactions"`
	Calls        []lineCall    `json:"calls"`
	Findings     []lineFinding `json:"findings"`
	Silent       []lineFinding `json:"silent"` // findings that are not reported
}

// lineTx is a transaction of which something is known at the line.
type lineTx struct {
	Origin  string   `json:"origin"`
	At      string   `json:"at"` // where it was opened
	States  []string `json:"states"`
	Exit    bool     `json:"exit,omitempty"`   // the line leaves the function
	Before  []string `json:"before,omitempty"` // the states before the deferred calls
	Handed  bool     `json:"handedOn,omitempty"`
	Unknown string   `json:"unknown,omitempty"`
	Ends    []string `json:"ends"`
}

type lineCall struct {
	At      string       `json:"at"`
	Code    string       `json:"code"`
	Effects []lineEffect `json:"effects"`
	Reasons []string     `json:"reasons"`
}

type lineEffect struct {
	Rule    string   `json:"rule"`
	Enabled bool     `json:"enabled"`
	Name    string   `json:"name"`
	Async   bool     `json:"goroutine,omitempty"`
	Way     []string `json:"way"`
}

type lineFinding struct {
	At      string `json:"at"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Reason  string `json:"reason,omitempty"`
}

// A place is a line of a file, as it was asked for.
type place struct {
	file string
	line int
	path string // absolute
	text string // of the file
}

// places reads the arguments FILE:LINE; none where they have another form.
func (o *explainOptions) places(args []string) ([]place, error) {
	var all []place
	for _, arg := range args {
		m := lineForm.FindStringSubmatch(arg)
		if m == nil {
			return nil, nil
		}
		p := place{file: m[1], path: m[1]}
		if o.dir != "" && !filepath.IsAbs(p.path) {
			p.path = filepath.Join(o.dir, p.path)
		}
		var err error
		if p.path, err = filepath.Abs(p.path); err != nil {
			return nil, err
		}
		text, err := os.ReadFile(p.path)
		if err != nil {
			return nil, err
		}
		p.text = string(text)
		lines := strings.Count(p.text, "\n") + 1
		if p.line, err = strconv.Atoi(m[2]); err != nil || p.line < 1 || p.line > lines {
			return nil, fmt.Errorf("%s has the lines 1 to %d", p.file, lines)
		}
		all = append(all, p)
	}
	return all, nil
}

// explainPlaces explains lines of files.
func (o *explainOptions) explainPlaces(places []place, stdout, stderr io.Writer) int {
	for _, p := range places {
		if dir := filepath.Dir(p.path); !slices.Contains(o.patterns, dir) {
			o.patterns = append(o.patterns, dir)
		}
		o.tests = o.tests || strings.HasSuffix(p.path, "_test.go")
	}
	s, res, status := o.why(stderr)
	if s == nil {
		return status
	}
	var reports []lineReport
	for _, p := range places {
		r := s.explainLine(p.path, p.line, p.text, res)
		if len(r.Calls)+len(r.Transactions)+len(r.Findings)+len(r.Silent) == 0 {
			status = fail(stderr, fmt.Errorf("%s:%d: there is nothing to explain: no call, and no return of a function that has to do with transactions", p.file, p.line))
			continue
		}
		reports = append(reports, r)
	}
	if err := o.printReports(stdout, reports); err != nil {
		return fail(stderr, err)
	}
	return status
}

// explainLine gathers what is known of a line.
func (s *session) explainLine(path string, n int, text string, res *report.Result) lineReport {
	on := func(p report.Span) bool { return p.Start.Filename == path && p.Start.Line == n }
	r := lineReport{File: output.Relative(s.dir, path), Line: n, Transactions: []lineTx{}, Calls: []lineCall{}, Findings: []lineFinding{}, Silent: []lineFinding{}}
	for _, t := range res.Why.Transactions {
		if t.Origin == "argument" {
			continue // it may as well be a pool
		}
		r.Transactions = append(r.Transactions, s.lineTx(t, on)...)
	}
	for _, o := range res.Why.Operations {
		if on(o.Span) {
			r.Calls = append(r.Calls, s.lineCall(o, text, res.Why.Enabled))
		}
	}
	for _, f := range output.Sort(res.Findings) {
		if p := (report.Span{Start: f.Start, End: f.Fin}); on(p) {
			r.Findings = append(r.Findings, lineFinding{At: s.at(p), Rule: f.Rule, Message: f.Message})
		}
	}
	for _, d := range res.Why.Dropped {
		if on(d.Span) {
			r.Silent = append(r.Silent, lineFinding{s.at(d.Span), d.Rule, d.Message, d.Reason})
		}
	}
	return r
}

// lineTx tells the states of a transaction at the calls and returns of a line:
// where they are the same, once.
func (s *session) lineTx(t report.Transaction, on func(report.Span) bool) []lineTx {
	x := lineTx{Origin: s.origin(t), At: s.at(t.Span), Unknown: t.Unknown, Ends: []string{}}
	if t.Unknown == "" {
		x.Ends = s.ends(t)
	} else {
		if on(t.Span) {
			return []lineTx{x}
		}
		return nil
	}
	seen := false
	for _, m := range t.Moments {
		if !on(m.Span) {
			continue
		}
		seen = true
		x.States = union(x.States, m.States)
		x.Before = union(x.Before, m.Before)
		x.Exit, x.Handed = x.Exit || m.Return, x.Handed || m.Handed
	}
	if !seen {
		return nil
	}
	return []lineTx{x}
}

func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

func (s *session) lineCall(o report.Operation, text string, enabled map[string]bool) lineCall {
	c := lineCall{At: s.at(o.Span), Code: code(text, o.Span), Effects: []lineEffect{}, Reasons: o.Reasons}
	for _, e := range o.Effects {
		x := lineEffect{Rule: e.Rule, Enabled: enabled[e.Rule], Name: e.Name, Async: e.Async}
		for _, w := range e.Way {
			x.Way = append(x.Way, fmt.Sprintf("%s: %s", s.position(w.Position), w.Message))
		}
		c.Effects = append(c.Effects, x)
	}
	return c
}

func (s *session) position(p token.Position) string {
	return fmt.Sprintf("%s:%d:%d", output.Relative(s.dir, p.Filename), p.Line, p.Column)
}

func (t lineTx) print(b *strings.Builder) {
	fmt.Fprintf(b, "transaction %s\n", t.Origin)
	switch {
	case t.Unknown != "":
		fmt.Fprintf(b, "\tnot followed: %s\n", t.Unknown)
	case t.Exit && len(t.Before) > 0:
		fmt.Fprintf(b, "\there: %s, and after the deferred calls: %s\n", in(t.Before, "unknown"), in(t.States, "unknown"))
	default:
		fmt.Fprintf(b, "\there: %s\n", in(t.States, "never reached"))
	}
	if t.Handed {
		b.WriteString("\thanded on before, on some path: who has it may end it, so nothing is said of its end\n")
	}
	for _, e := range t.Ends {
		fmt.Fprintf(b, "\t%s\n", e)
	}
}

func (c lineCall) print(b *strings.Builder) {
	fmt.Fprintf(b, "%s: %s\n", c.At, c.Code)
	for _, e := range c.Effects {
		state := ""
		if !e.Enabled {
			state = ", a rule that is off or does not exist"
		}
		if e.Async {
			state += ", in a goroutine"
		}
		fmt.Fprintf(b, "\teffect: %s (%s%s)\n", e.Name, e.Rule, state)
		for _, w := range e.Way {
			fmt.Fprintf(b, "\t\t%s\n", w)
		}
	}
	for _, reason := range c.Reasons {
		fmt.Fprintf(b, "\t%s\n", reason)
	}
}
