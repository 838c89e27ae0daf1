package region

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// The shape of a region: how much is done in it, and in what loops. It is told
// when a rule asks.

// A Size is how much a transaction does.
type Size struct {
	Statements int   // statement calls, in functions that are handed the transaction too
	Loop       Place // a statement in a loop without a constant bound; Pos is 0 where there is none
}

// Size tells how much the transaction does.
func (t *Transaction) Size() Size {
	m := t.machine
	s := Size{Statements: m.work().Calls}
	for _, call := range m.sortedStatements() {
		if m.endless(call) {
			s.Loop = m.callPlace(call)
			break
		}
	}
	return s
}

// work sums up what is done on the transaction.
func (m *machine) work() summary.Work {
	w := summary.Work{Rows: m.rowResults()}
	for call, s := range m.record.statements {
		n := s.does.Calls
		if obj := m.staticCallee(call); obj == nil || obj == ir.Object(m.site.root) {
			n = 0 // a recursion is no more work in the source
		}
		w.Calls = min(w.Calls+max(n, 1), summary.MaxCalls)
		w.Loops = w.Loops || m.endless(call)
	}
	return w
}

// endless reports whether a statement is in a loop without a constant bound,
// here or in the function that it calls.
func (m *machine) endless(call *ssa.Call) bool {
	if m.record.statements[call].does.Loops {
		return true
	}
	return m.anyLevel(call, func(at ssa.Instruction) bool {
		if at.Parent().Synthetic == loopBody {
			return true
		}
		for _, l := range m.prog.Loops(at.Parent()) {
			if l.Has(at.Block()) && !m.surrounds(l) && m.prog.Unbounded(l) {
				return true
			}
		}
		return false
	})
}

// surrounds reports whether a loop opens a transaction a turn: it is around the
// region.
func (m *machine) surrounds(l *ir.Loop) bool {
	return m.site.call != nil && l.Has(m.site.call.Block())
}

// anyLevel asks about an instruction, and about the calls of the literals that
// it is in, up to the root.
func (m *machine) anyLevel(at ssa.Instruction, ask func(ssa.Instruction) bool) bool {
	seen := map[*ssa.Function]bool{}
	var visit func(at ssa.Instruction) bool
	visit = func(at ssa.Instruction) bool {
		if ask(at) {
			return true
		}
		fn := at.Parent()
		if seen[fn] || fn == m.site.root {
			return false
		}
		seen[fn] = true
		for call := range m.record.calledFrom[fn] {
			if _, now := call.(*ssa.Call); now && visit(call) {
				return true
			}
		}
		return false
	}
	return visit(at)
}

// sortedStatements lists the statements in source order.
func (m *machine) sortedStatements() []*ssa.Call {
	var calls []*ssa.Call
	for call := range m.record.statements {
		calls = append(calls, call)
	}
	slices.SortFunc(calls, func(a, b *ssa.Call) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return calls
}

// called notes where a literal is run.
func (r *record) called(fn *ssa.Function, at ssa.CallInstruction) {
	if r.calledFrom[fn] == nil {
		r.calledFrom[fn] = map[ssa.CallInstruction]bool{}
	}
	r.calledFrom[fn][at] = true
}

// does notes how much a statement does that is a function of the user's.
func (r *record) does(call *ssa.Call, w summary.Work) {
	if s := r.statements[call]; s != nil {
		s.does.Calls = max(s.does.Calls, w.Calls)
		s.does.Loops = s.does.Loops || w.Loops
		s.does.Rows = w.Rows
	}
}

// Commits lists the calls in the function itself that commit the transaction,
// deferred ones aside.
func (t *Transaction) Commits() []Place {
	m := t.machine
	var list []Place
	for at := range m.record.commits {
		if call, ok := at.(*ssa.Call); ok && call.Parent() == m.site.root {
			list = append(list, m.callPlace(call))
		}
	}
	slices.SortFunc(list, func(a, b Place) int { return a.compare(b) })
	return list
}
