package report

import (
	"go/token"

	"github.com/txlint/txlint/internal/directive"
)

// Why is what the analysis of a package knows beside its findings, for those
// who ask why there is one, or none. All lists are in source order.
type Why struct {
	Transactions []Transaction
	Operations   []Operation
	Roles        []Role
	Dropped      []Drop
	Enabled      map[string]bool // rules by id
}

// A Span is a piece of source.
type Span struct{ Start, End token.Position }

// A Transaction is one that was followed through one function.
type Transaction struct {
	Span              // of the opener call, of the runner's call, or of the function's name
	Origin   string   // "opened", "handed" (by a parameter), "callback" (of a runner), or "argument": what may be one
	Function string   // that it was followed through
	By       string   // what opened it: the opener, or the runner
	Retried  bool     // the runner may call the callback again
	Unknown  string   // why it could not be followed, or ""
	Ends     []End    // where it ends or leaves sight
	Leaks    []Span   // where control leaves with it open
	Moments  []Moment // its states
}

// An End is a place where a transaction ends or is handed on.
type End struct {
	Span
	What     string // what is called there, or ""
	How      []string
	Deferred bool
}

// A Moment tells the states of a transaction at a call or a return: "not
// opened", "opening failed", "open", "committed", "rolled back".
type Moment struct {
	Span
	Return bool
	States []string // of a return: after the deferred calls
	Before []string // of a return: before the deferred calls
	Handed bool     // on some path it was handed on before
}

// An Operation is a call, a send, a receive, a select or a range.
type Operation struct {
	Span
	Async   bool // in a goroutine of its own
	Effects []Reached
	Reasons []string // why it has these effects, or none
}

// Reached is an effect of an operation, and the way to it.
type Reached struct {
	Rule  string // that reports it
	Name  string // of what has the effect
	Async bool   // in a goroutine
	Way   []Step
}

// A Role is what a function of the user's turned out to be.
type Role struct {
	At       token.Position // of its name
	Function string
	Role     string // "opener", "closer" or "runner"
	Detail   string // how, in words
}

// A Drop is a finding that is not reported.
type Drop struct {
	Span
	Rule, Message, Reason string
}

// drop notes a finding that is not reported, if anybody wants to know.
func (r *Report) drop(f Finding, reason string) {
	if r.opts.Explain {
		r.dropped = append(r.dropped, Drop{Span{f.Start, f.Fin}, f.Rule, f.Message, reason})
	}
}

// Off notes a finding of a rule that is off.
func (r *Report) Off(f Finding) {
	f.Start, f.Fin = r.pass.Fset.Position(f.Pos), r.pass.Fset.Position(f.End)
	r.drop(f, "the rule is off")
}

// silenced is the reason for which a directive drops a finding.
func silenced(d directive.Directive) string {
	return "silenced by " + directive.Prefix + "ignore: " + d.Reason
}

// Explain adds what is known to the result.
func (r *Report) Explain(w *Why) {
	w.Dropped, w.Enabled = r.dropped, r.opts.Enabled
	r.result.Why = w
}

// With returns what is known of both.
func (w *Why) With(o *Why) *Why {
	switch {
	case w == nil:
		return o
	case o == nil:
		return w
	}
	return &Why{
		Transactions: append(w.Transactions, o.Transactions...), Operations: append(w.Operations, o.Operations...),
		Roles: append(w.Roles, o.Roles...), Dropped: append(w.Dropped, o.Dropped...), Enabled: w.Enabled,
	}
}
