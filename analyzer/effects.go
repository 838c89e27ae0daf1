package analyzer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
	"github.com/txlint/txlint/internal/summary"
)

// The effect rules: a finding stands at the operation through which an effect
// is reached while a transaction may be open. This is a may claim: some
// feasible path gets there.

// phrases says in words what each kind of effect is.
var phrases = map[catalog.Kind]string{
	catalog.HTTP:    "HTTP request",
	catalog.RPC:     "remote procedure call",
	catalog.Mail:    "mail sent",
	catalog.Publish: "message published",
	catalog.Storage: "object storage access",
	catalog.File:    "file system access",
	catalog.Exec:    "process started",
	catalog.Sleep:   "sleep",
	catalog.Net:     "network access",
	catalog.Cache:   "remote cache access",
	catalog.Input:   "wait for input",
	catalog.Wait:    "wait for other goroutines",
	catalog.Compute: "heavy computation",

	catalog.Response:  "response written",
	catalog.Lock:      "mutex taken",
	summary.Forbidden: "forbidden call",
	summary.Unknown:   "call of what can't be seen",
}

// delivered lists the kinds of effects that have a rule, in the order of the contract.
var delivered = []catalog.Kind{
	catalog.HTTP, catalog.RPC, catalog.Mail, catalog.Publish, catalog.Storage, catalog.File, catalog.Exec,
	catalog.Sleep, catalog.Net, catalog.Cache, catalog.Input, catalog.Wait, catalog.Compute,
	catalog.Response,
}

// effectRules lists the rules about effects in the order of the contract.
func effectRules() []rule {
	var list []rule
	for _, k := range delivered {
		if k == catalog.Response {
			list = append(list, off(ruleOf(k), phrases[k]+" inside a transaction", nil))
			continue
		}
		level := report.Warning
		if k == catalog.Mail || k == catalog.Publish {
			level = report.Error
		}
		list = append(list, on(ruleOf(k), phrases[k]+" inside a transaction", level, nil))
	}
	// What a never-in-tx directive forbids is reported whatever it does.
	return append(list, lockInTx, goroutineInTx,
		on(ruleOf(summary.Forbidden), "call of a function that is declared never to run inside a transaction", report.Error, nil),
		off(ruleOf(summary.Unknown), "a call inside a transaction about which nothing can be known", nil))
}

// effectsInTx reports the effects of one transaction. One call is one finding:
// the first enabled kind names it.
func effectsInTx(u *unit, t *region.Transaction) {
	for _, e := range t.Effects {
		enabled := u.enabledOf(e.Effects)
		if len(enabled) == 0 {
			continue
		}
		first := enabled[0]
		r, _ := ruleByID(ruleOf(first.Kind))
		f := u.finding(r, e.Place, t)
		f.Message = fmt.Sprintf("%s inside a transaction: %s%s; %s", phrases[first.Kind], way(t.Function, first)+why(first), others(enabled[1:]), advice(e.Stage, first.Kind, t))
		if t.Retried {
			f.Level = report.Error
		}
		for _, frame := range first.Way {
			f.Trace = append(f.Trace, u.step(frame))
		}
		if u.canFollow(t, e) {
			f.Fixes = u.fixer.BelowCommit(t, e.Place)
		}
		u.add(f)
	}
}

// canFollow reports whether an effect can as well come after the commit: no
// statement follows it, it waits for nobody who may be using the transaction, and
// no other transaction is open there.
func (u *unit) canFollow(t *region.Transaction, e region.Effect) bool {
	waits := func(x summary.Effect) bool { return x.Kind == catalog.Wait }
	return e.Stage == region.Ends && !slices.ContainsFunc(e.Effects, waits) &&
		!slices.ContainsFunc(u.followed, func(other *region.Transaction) bool {
			return other != t && slices.ContainsFunc(other.Effects, func(x region.Effect) bool { return x.Pos == e.Pos })
		})
}

// enabledOf lists the effects whose rule is on.
func (u *unit) enabledOf(effects []summary.Effect) []summary.Effect {
	var enabled []summary.Effect
	for _, x := range effects {
		if u.enabled[ruleOf(x.Kind)] {
			enabled = append(enabled, x)
		}
	}
	return enabled
}

// way renders the calls from the region to the effect.
func way(function string, e summary.Effect) string {
	names := []string{function}
	for i, f := range e.Way {
		if len(e.Way) == summary.MaxFrames && i == len(e.Way)-1 {
			names = append(names, "…")
		}
		names = append(names, f.Name)
	}
	return strings.Join(names, " → ")
}

// why tells the reason that a directive gives.
func why(e summary.Effect) string {
	if e.Why == "" {
		return ""
	}
	return " (" + e.Why + ")"
}

func others(rest []summary.Effect) string {
	var names []string
	for _, e := range rest {
		names = append(names, phrases[e.Kind])
	}
	if len(names) == 0 {
		return ""
	}
	return " (also " + strings.Join(names, ", ") + ")"
}

// advice says what to do, by where the effect stands in the region. Waiting has no
// result to keep.
func advice(s region.Stage, kind catalog.Kind, t *region.Transaction) string {
	again := ""
	if t.Retried {
		again = "; " + t.Runner + " may run its callback again, so this can happen more than once"
	}
	begun := t.Origin != region.Handed // else what comes before the function is not known
	switch {
	case s == region.OnFailure && t.Origin == region.Callback:
		return "roll back first: return, and do it when " + t.Runner + " has returned" + again
	case s == region.OnFailure:
		return "roll back first" + again
	case s == region.Begins && begun:
		return "begin the transaction after it" + again
	case s == region.Ends, s == region.Alone && begun:
		return "move it below the commit" + again
	case kind == catalog.Sleep, kind == catalog.Wait:
		return "do it before the transaction, or after the commit" + again
	}
	return "do it before the transaction and keep its result, or write an outbox row and do it after the commit" + again
}
