package region

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// A Danger says what is wrong with a call that ends a transaction.
type Danger int

// The dangers of nesting.
const (
	EndsManaged   Danger = iota // its runner ends it, and panics or fails where the callback does
	EndsOuter                   // what it opens or runs is the transaction itself, and ends with it
	AfterReleased               // it rolls back to a savepoint that its commit has released
)

// An Unsafe is a call that ends a transaction, or the one around it, in a way
// that harms.
type Unsafe struct {
	Place
	Danger Danger
}

// nests notes a call of the models that opens or runs on the transaction what
// ends it. What may be a pool as well is left alone.
func (m *machine) nests(op operation, f catalog.Func, st state) {
	how, from := catalog.Opens, catalog.Recv
	switch {
	case f.Opens != nil:
		how, from = f.Opens.Nested, f.Opens.From
	case f.Runs != nil:
		how, from = f.Runs.Nested, f.Runs.From
	}
	if how == catalog.EndsOuter && st.life == summary.Open && m.site.origin != Argument && op.arg(from) == (txSymbol{}) {
		m.record.unsafe[op.instr] = EndsOuter
	}
}

// endsManaged notes the end of a transaction that its runner ends.
func (m *machine) endsManaged(at ssa.CallInstruction) {
	if m.site.run != nil && m.site.run.managed {
		m.record.unsafe[at] = EndsManaged
	}
}

// rollsBack notes a rollback: of a savepoint it harms when the commit has
// released that, unless the commit is known to have failed.
func (m *machine) rollsBack(op operation, st state) {
	if !m.site.savepoint || st.life != summary.Committed {
		return
	}
	for at := range m.record.commits {
		call, ok := at.(*ssa.Call)
		if !ok {
			continue
		}
		if v := ir.ResultOf(call, errorIndex(m.staticCallee(call))); v != nil && st.env.fact(st.env.of(v)) == nonNil {
			return
		}
	}
	m.record.unsafe[op.instr] = AfterReleased
}

// unsafe lists the calls that end a transaction in a way that harms.
func (m *machine) unsafe() []Unsafe {
	var list []Unsafe
	for at, danger := range m.record.unsafe {
		list = append(list, Unsafe{m.callPlace(at), danger})
	}
	slices.SortFunc(list, func(a, b Unsafe) int { return a.compare(b.Place) })
	return list
}
