package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/report"
)

// How the answers of explain are printed.

func (o *explainOptions) printReports(w io.Writer, reports []lineReport) error {
	if o.format == "json" {
		return printJSON(w, reports)
	}
	for _, r := range reports {
		if err := r.print(w); err != nil {
			return err
		}
	}
	return nil
}

// code is the source of a span, on one line and not too long.
func code(text string, p report.Span) string {
	if p.Start.Offset < 0 || p.End.Offset > len(text) || p.Start.Offset >= p.End.Offset {
		return ""
	}
	short := []rune(strings.Join(strings.Fields(text[p.Start.Offset:p.End.Offset]), " "))
	if len(short) > 60 {
		return string(short[:60]) + "…"
	}
	return string(short)
}

// print writes the report for people.
func (r lineReport) print(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d\n", r.File, r.Line)
	for _, t := range r.Transactions {
		t.print(&b)
	}
	if len(r.Transactions) == 0 {
		b.WriteString("no transaction is followed through this line: none is opened in the function, and none is handed to it\n")
	}
	for _, c := range r.Calls {
		c.print(&b)
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "reported: %s: %s (%s)\n", f.At, f.Message, f.Rule)
	}
	for _, f := range r.Silent {
		fmt.Fprintf(&b, "silent, because %s: %s: %s (%s)\n", f.Reason, f.At, f.Message, f.Rule)
	}
	if len(r.Findings)+len(r.Silent) == 0 {
		fmt.Fprintf(&b, "nothing is reported: %s\n", r.whySilent())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// whySilent tells why there is no finding at the line.
func (r lineReport) whySilent() string {
	open := slices.ContainsFunc(r.Transactions, func(t lineTx) bool { return slices.Contains(t.States, "open") || slices.Contains(t.Before, "open") })
	effects := slices.ContainsFunc(r.Calls, func(c lineCall) bool { return len(c.Effects) > 0 })
	on := slices.ContainsFunc(r.Calls, func(c lineCall) bool {
		return slices.ContainsFunc(c.Effects, func(e lineEffect) bool { return e.Enabled && !e.Async })
	})
	switch {
	case slices.ContainsFunc(r.Transactions, func(t lineTx) bool { return t.Unknown != "" }):
		return "the transaction is not followed"
	case !open && effects:
		return "no transaction is open here"
	case !open:
		return "no transaction is open here, and no call has an effect"
	case !effects && len(r.Calls) > 0:
		return "a transaction is open, and no call here has an effect that is known"
	case effects && !on:
		return "the rules of the effects are off, or they happen in a goroutine"
	case effects:
		return "the effect is told elsewhere: in the function that is handed the transaction, or after its end"
	}
	return "the transaction is ended, handed on or left to the caller"
}
