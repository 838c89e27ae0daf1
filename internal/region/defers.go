package region

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/summary"
)

// deferCall registers a deferred call with its operands.
func (b *body) deferCall(instr *ssa.Defer, st state) []state {
	m := b.m
	st.env.args[instr] = operands(&instr.Call, st.env)
	m.record.deferred(b, instr, st)
	list := m.lists[st.defers]
	if i := slices.Index(list, instr); i >= 0 {
		list = slices.Delete(slices.Clone(list), i, i+1)
	}
	if len(list) >= maxDefers {
		m.capped = true
		return nil
	}
	st.defers = m.deferList(append(slices.Clone(list), instr))
	return []state{st}
}

// deferList files a list of deferred calls under a number.
func (m *machine) deferList(list []*ssa.Defer) int {
	for i, l := range m.lists {
		if slices.Equal(l, list) {
			return i
		}
	}
	m.lists = append(m.lists, list)
	return len(m.lists) - 1
}

// runDefers runs the deferred calls, last first, on the state of this exit.
func (b *body) runDefers(instr *ssa.RunDefers, st state) []state {
	m := b.m
	list := m.lists[st.defers]
	st.defers = 0
	m.exiting = nil
	if b.frame.outer == nil {
		m.exiting = returnOf(instr.Block())
	}
	states := []state{st}
	for i := len(list) - 1; i >= 0; i-- {
		var next []state
		for _, s := range states {
			m.event(b.frame, list[i], s)
			m.await(list[i], &s)
			ops, ok := s.env.args[list[i]]
			if !ok { // registered with different operands on different paths
				ops = operands(&list[i].Call, s.env)
			}
			next = append(next, b.apply(m.resolve(list[i], ops, s.env), s)...)
		}
		if len(next) > maxStates {
			next = dedupe(next)
		}
		states = next
	}
	m.exiting = nil
	return states
}

func returnOf(b *ssa.BasicBlock) *ssa.Return {
	r, _ := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
	return r
}

// commitsAlways reports whether a deferred call commits whatever happened: on
// every path, from a state in which nothing is known of any error.
func (b *body) commitsAlways(instr *ssa.Defer, st state) bool {
	m := b.m
	if st.life != summary.Open {
		return false
	}
	saved := m.record
	m.record = newRecord()
	probe := st.clone()
	clear(probe.env.facts)
	probe.env.learn(txSymbol{}, nonNil)
	m.forgetCells(probe.env)
	states := b.apply(m.resolve(instr, probe.env.args[instr], probe.env), probe)
	m.record = saved
	for _, s := range states {
		if s.life != summary.Committed {
			return false
		}
	}
	return len(states) > 0
}

// forgetCells drops what memory holds, but for the transaction and function
// values: a deferred closure will see other values than those of now.
func (m *machine) forgetCells(e *env) {
	for c, s := range e.cells {
		switch s.(type) {
		case txSymbol, closer, *ssa.MakeClosure, *ssa.Function:
		default:
			e.cells[c] = joined{-4, c}
		}
	}
}
