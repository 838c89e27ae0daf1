package analyzer

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
	"github.com/txlint/txlint/internal/summary"
)

// why tells what the analysis of the package knows, in words and positions.
func (u *unit) why(sums *summary.Package) *report.Why {
	w := &report.Why{}
	for _, t := range u.followed {
		w.Transactions = append(w.Transactions, u.whyTransaction(t))
	}
	for _, o := range sums.Operations() {
		x := report.Operation{Span: u.span(o.Pos, o.End), Async: o.Async, Reasons: o.Reasons}
		for _, e := range o.Effects {
			reached := report.Reached{Rule: ruleOf(e.Kind), Name: e.Name, Async: e.Async}
			for _, frame := range e.Way {
				reached.Way = append(reached.Way, u.step(frame))
			}
			x.Effects = append(x.Effects, reached)
		}
		w.Operations = append(w.Operations, x)
	}
	for _, fn := range sums.Local() {
		w.Roles = append(w.Roles, u.roles(fn, sums)...)
	}
	return w
}

func (u *unit) span(pos, end token.Pos) report.Span {
	return report.Span{Start: u.position(pos), End: u.position(end)}
}

var origins = map[region.Origin]string{region.Opened: "opened", region.Handed: "handed", region.Callback: "callback", region.Argument: "argument"}

func (u *unit) whyTransaction(t *region.Transaction) report.Transaction {
	x := report.Transaction{
		Span: u.span(t.Opener.Pos, t.Opener.End), Origin: origins[t.Origin], Function: t.Function,
		By: t.Opener.Name, Retried: t.Retried, Unknown: t.Unknown,
	}
	for _, e := range t.Ends {
		end := report.End{Span: u.span(e.Pos, e.End), What: e.Name, Deferred: e.Deferred}
		for _, how := range e.How {
			end.How = append(end.How, string(how))
		}
		x.Ends = append(x.Ends, end)
	}
	for _, l := range t.Leaks {
		x.Leaks = append(x.Leaks, u.span(l.Pos, l.End))
	}
	for _, m := range t.Moments {
		x.Moments = append(x.Moments, report.Moment{
			Span: u.span(m.Pos, m.End), Return: m.Return, States: states(m.Lives), Before: states(m.Before), Handed: m.Escaped,
		})
	}
	return x
}

var lives = map[summary.Life]string{
	summary.Unopened: "not opened", summary.Failed: "opening failed", summary.Open: "open",
	summary.Committed: "committed", summary.RolledBack: "rolled back",
}

func states(all []summary.Life) []string {
	var names []string
	for _, l := range all {
		names = append(names, lives[l])
	}
	return names
}

// roles tells what a function turned out to be.
func (u *unit) roles(fn *types.Func, sums *summary.Package) []report.Role {
	s := sums.Of(fn)
	if s == nil {
		return nil
	}
	var all []report.Role
	add := func(role, detail string) {
		all = append(all, report.Role{At: u.position(fn.Pos()), Function: sums.Display(fn), Role: role, Detail: detail})
	}
	if s.Opens != nil {
		add("opener", "leaves an open transaction"+holders(s.Opens))
	}
	for _, r := range s.Runs {
		again := ""
		if r.Retried {
			again = ", and may do so again"
		}
		add("runner", fmt.Sprintf("calls %s inside a transaction%s", parameter(fn, r.Callback)+dot(r.Field), again))
	}
	for _, p := range s.Params {
		if p.Ends() {
			add("closer", fmt.Sprintf("%s the transaction in %s%s", endings(p.Outcomes), parameter(fn, p.Arg), summary.Shown(p.Path)))
		}
	}
	return all
}

// holders tells which results, or fields of the receiver, hold the transaction.
func holders(o *summary.Opening) string {
	var in []string
	for _, out := range o.Outcomes {
		if out.Life != summary.Open {
			continue
		}
		for _, h := range out.Holders {
			what := fmt.Sprintf("result %d%s", h.Result, summary.Shown(h.Path))
			if h.Recv {
				what = "its receiver's " + strings.TrimPrefix(h.Path, ".")
			}
			if h.Ends != "" {
				what += " (a function that ends it: " + h.Ends + ")"
			}
			if !slices.Contains(in, what) {
				in = append(in, what)
			}
		}
	}
	return " in " + strings.Join(in, ", ")
}

// parameter names a parameter as people do.
func parameter(fn *types.Func, index int) string {
	sig := fn.Signature()
	switch {
	case index == catalog.Recv && sig.Recv() != nil && sig.Recv().Name() != "":
		return sig.Recv().Name()
	case index == catalog.Recv:
		return "its receiver"
	case index >= 0 && index < sig.Params().Len() && sig.Params().At(index).Name() != "":
		return sig.Params().At(index).Name()
	}
	return fmt.Sprintf("parameter %d", index)
}

// endings tells in words what outcomes do to a transaction.
func endings(outcomes []summary.Outcome) string {
	var does []string
	for _, o := range outcomes {
		what := map[summary.Life]string{summary.Committed: "commits", summary.RolledBack: "rolls back", summary.Open: "leaves open"}[o.Life]
		if what != "" && !slices.Contains(does, what) {
			does = append(does, what)
		}
	}
	slices.Sort(does)
	return strings.Join(does, " or ")
}

// dot is the field of a parameter, for people.
func dot(field string) string {
	if field == "" {
		return ""
	}
	return "." + field
}
