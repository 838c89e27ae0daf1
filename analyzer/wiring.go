package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
	"github.com/txlint/txlint/internal/summary"
)

// Where a package calls an interface inside a transaction, and sees nobody
// behind it with an effect, the package that wires the two tells: a may claim,
// as those of the effect rules are.

// notePorts keeps the calls through interfaces that a transaction is open at.
func (u *unit) notePorts(t *region.Transaction) {
	for _, ports := range t.Ports {
		at := u.position(ports.Pos)
		if isTest(at.Filename) {
			continue
		}
		for _, p := range ports.Ports {
			u.ports = append(u.ports, summary.PortCall{
				Port: p, Function: t.Function, Retried: t.Retried,
				At: summary.Frame{Name: ports.Name, File: at.Filename, Line: at.Line, Col: at.Column},
			})
		}
	}
}

// wire reports the places where a type with an effect becomes an interface that
// is called inside a transaction.
func (u *unit) wire(sums *summary.Package) {
	for _, w := range sums.Wire(u.ports) {
		enabled := u.enabledOf(w.Effects)
		if len(enabled) == 0 {
			continue
		}
		first := enabled[0]
		r, _ := ruleByID(ruleOf(first.Kind))
		f := report.Finding{
			Rule: r.ID, Level: r.Level, Pos: w.Pos, End: w.End, About: w.Call.At.String(),
			Message: fmt.Sprintf("%s inside a transaction: %s%s%s; do it outside of the transaction, or write an outbox row in it",
				phrases[first.Kind], way(w.Call.Function, first), why(first), others(enabled[1:])),
		}
		if w.Call.Retried {
			f.Level = report.Error
		}
		inside := u.step(w.Call.At)
		inside.Message = fmt.Sprintf("%s calls %s inside a transaction", w.Call.Function, w.Call.At.Name)
		if w.Call.Runner != "" {
			inside.Message = fmt.Sprintf("%s runs a callback of %s inside a transaction", w.Call.Runner, w.Call.Function)
		}
		f.Trace = append(f.Trace, inside)
		for _, frame := range first.Way[1:] {
			f.Trace = append(f.Trace, u.step(frame))
		}
		u.add(f)
	}
}
