package region

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// deferCall registers a deferred call with its operands.
func (b *body) deferCall(instr *ssa.Defer, st state) []state {
	m := b.m
	st.env.setArgs(instr, operands(&instr.Call, st.env))
	if k := b.foresee(instr, st); k != nil {
		k.inside = true
	}
	list := m.lists[st.defers]
	if i := slices.Index(list, instr); i >= 0 {
		list = slices.Delete(slices.Clone(list), i, i+1)
	}
	if len(list) >= maxDefers {
		m.capped = true
		return nil
	}
	st.defers = m.deferList(append(slices.Clone(list), instr))
	b.commitsEarly(st)
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
	b.shadows(returnOf(instr.Block()), st, list)
	states := []state{st}
	for i := len(list) - 1; i >= 0; i-- {
		states = b.runDeferred(list[i], states)
	}
	m.exiting = nil
	return states
}

// runDeferred runs one deferred call.
func (b *body) runDeferred(d *ssa.Defer, states []state) []state {
	var next []state
	for _, s := range states {
		b.m.event(b.frame, d, s)
		b.m.await(d, &s)
		next = append(next, b.apply(b.m.deferred(d, s), s)...)
	}
	if len(next) > maxStates {
		next = dedupe(next)
	}
	return next
}

// deferred resolves a deferred call when its time has come.
func (m *machine) deferred(d *ssa.Defer, st state) operation {
	ops, ok := st.env.args[d]
	if !ok { // registered with different operands on different paths
		ops = operands(&d.Call, st.env)
	}
	return m.resolve(d, ops, st.env)
}

func returnOf(b *ssa.BasicBlock) *ssa.Return {
	r, _ := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
	return r
}

// forget drops what is known of memory, and of the values in it, but for the
// transaction and function values: a deferred closure will see other values
// than those of now. What it is handed by value stays what it is.
func (m *machine) forget(e *env, handed []symbol) {
	e.names.work += e.size()
	old := e.clone()
	e.facts = pages[fact]{edit: new(edit)}
	e.setFact(txSymbol{}, nonNil)
	for _, s := range handed {
		if f := old.known(s); f != unknown {
			e.setFact(s, f)
		}
	}
	for c, s := range e.allCells() {
		switch s.(type) {
		case txSymbol, closer, finisher, *ssa.MakeClosure, *ssa.Function:
		default:
			e.setCell(c, joined{-4, c})
		}
	}
}
