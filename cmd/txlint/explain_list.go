package main

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/output"
	"github.com/txlint/txlint/internal/report"
)

// roles of functions and calls, as the flags of explain name them.
var roles = []string{"opener", "runner", "closer"}

// An entry is a line of a list.
type entry struct {
	Role     string   `json:"role"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Function string   `json:"function"`       // that is declared there, or that holds the call
	Call     string   `json:"call,omitempty"` // what is called, "" for a declaration
	Detail   string   `json:"detail"`
	Ends     []string `json:"ends,omitempty"` // of an opener call: what ends the transaction
}

// list prints what was learned of openers, runners and closers.
func (o *explainOptions) list(chosen []string, stdout, stderr io.Writer) int {
	s, res, status := o.why(stderr)
	if s == nil {
		return status
	}
	entries := []entry{}
	for _, role := range chosen {
		entries = append(entries, s.entries(role, res.Why)...)
	}
	var err error
	if o.format == "json" {
		err = printJSON(stdout, entries)
	} else {
		for _, e := range entries {
			_, err = fmt.Fprintln(stdout, e)
		}
	}
	if err != nil {
		return fail(stderr, err)
	}
	return status
}

func (e entry) String() string {
	text := fmt.Sprintf("%s:%d:%d: ", e.File, e.Line, e.Column)
	if e.Call == "" {
		return text + fmt.Sprintf("%s is %s: it %s", e.Function, map[string]string{"opener": "an opener", "runner": "a runner", "closer": "a closer"}[e.Role], e.Detail)
	}
	text += fmt.Sprintf("%s in %s %s", e.Call, e.Function, e.Detail)
	if len(e.Ends) > 0 {
		text += "; " + strings.Join(e.Ends, ", ")
	}
	return text
}

// entries lists the declarations and the calls of a role, in source order.
func (s *session) entries(role string, w *report.Why) []entry {
	var all []entry
	add := func(at token.Position, e entry) {
		e.Role, e.File, e.Line, e.Column = role, output.Relative(s.dir, at.Filename), at.Line, at.Column
		all = append(all, e)
	}
	for _, r := range w.Roles {
		if r.Role == role {
			add(r.At, entry{Function: r.Function, Detail: r.Detail})
		}
	}
	for _, t := range w.Transactions {
		switch {
		case role == "opener" && t.Origin == "opened":
			add(t.Start, entry{Function: t.Function, Call: t.By, Detail: "opens a transaction", Ends: s.ends(t)})
		case role == "runner" && t.Origin == "callback":
			again := ""
			if t.Retried {
				again = ", perhaps more than once"
			}
			if t.Unknown != "" {
				again += ": " + t.Unknown
			}
			add(t.Start, entry{Function: t.Function, Call: t.By, Detail: "runs its callback inside a transaction" + again})
		case role == "closer":
			for _, e := range t.Ends {
				if how := ending(e); how != "" {
					add(e.Start, entry{Function: t.Function, Call: called(e), Detail: how + " the transaction " + s.origin(t)})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.CompactFunc(all, func(a, b entry) bool { return a.String() == b.String() })
}

// ends tells what ends a transaction, or why that is not known.
func (s *session) ends(t report.Transaction) []string {
	var list []string
	for _, e := range t.Ends {
		list = append(list, fmt.Sprintf("%s at %s", how(e), s.at(e.Span)))
	}
	for _, l := range t.Leaks {
		list = append(list, "left open at "+s.at(l))
	}
	switch {
	case t.Unknown != "":
		return append(list, "what ends it is not known: "+t.Unknown)
	case len(list) > 0:
		return list
	case t.Origin == "callback":
		return []string{"its runner ends it"}
	case t.Origin == "handed":
		return []string{"its end is left to the caller"}
	}
	return []string{"nothing ends it"}
}

// how tells what an end does, and by what.
func how(e report.End) string {
	text := strings.Join(e.How, " or ")
	if ending(e) != "" {
		text += " by " + called(e)
	} else if e.What != "" {
		text += " to " + e.What
	}
	if e.Deferred {
		text += " (deferred)"
	}
	return text
}

// ending tells in words whether an end commits or rolls back; "" for none.
func ending(e report.End) string {
	var does []string
	for _, how := range e.How {
		switch how {
		case "commit":
			does = append(does, "commits")
		case "rollback":
			does = append(does, "rolls back")
		}
	}
	return strings.Join(does, " or ")
}

func called(e report.End) string {
	if e.What == "" {
		return "a function literal"
	}
	return e.What
}

// origin tells where a transaction comes from.
func (s *session) origin(t report.Transaction) string {
	switch t.Origin {
	case "opened":
		return fmt.Sprintf("that %s opened at %s", t.By, s.at(t.Span))
	case "callback":
		return fmt.Sprintf("that %s at %s runs its callback in", t.By, s.at(t.Span))
	}
	if t.Origin == "argument" {
		return fmt.Sprintf("that %s finds in an argument", t.Function)
	}
	return fmt.Sprintf("that %s is handed", t.Function)
}
