package region

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/summary"
)

// A deferral is what a deferred call does to the transaction when nothing is
// known of the variables that it will see.
type deferral struct {
	always    bool // it commits whatever happened
	commits   bool // it can commit
	rollsBack bool // it can roll back
	ends      bool // it ends it whatever happened
	inside    bool // it was deferred with the transaction open
}

// foresee runs a deferred call from a state in which nothing is known of any
// error, where the transaction is open.
func (b *body) foresee(d *ssa.Defer, st state) *deferral {
	m := b.m
	if b.frame.outer != nil || st.life != summary.Open {
		return nil
	}
	saved := m.record
	m.record = newRecord()
	probe := st.clone()
	m.forget(probe.env, probe.env.args[d])
	states := b.apply(m.deferred(d, probe), probe)
	m.record = saved
	k := m.deferrals[d]
	if k == nil {
		k = &deferral{ends: true}
		m.deferrals[d] = k
	}
	committed, ended := 0, 0
	for _, s := range states {
		k.rollsBack = k.rollsBack || s.life == summary.RolledBack
		if s.life == summary.Committed {
			committed++
		}
		if s.life.Ended() {
			ended++
		}
	}
	k.commits = k.commits || committed > 0
	k.always = k.always || committed > 0 && committed == len(states)
	k.ends = k.ends && ended > 0 && ended == len(states)
	return k
}

// deferralsThat lists deferred calls, in source order.
func (m *machine) deferralsThat(is func(*ssa.Defer, *deferral) bool) []*ssa.Defer {
	var list []*ssa.Defer
	for d, k := range m.deferrals {
		if is(d, k) {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b *ssa.Defer) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return list
}

// pileUp notes the deferred calls that would roll back the transaction of one
// turn of a loop, when the next turn opens another: they run when the function
// returns. With the transaction of the next turn they have nothing to do: they
// are dropped. It reports whether there are any that end the earlier one.
func (m *machine) pileUp(st *state) bool {
	piled := false
	list := slices.Clone(m.lists[st.defers])
	list = slices.DeleteFunc(list, func(d *ssa.Defer) bool {
		k := m.deferrals[d]
		if k == nil || !k.inside || !k.commits && !k.rollsBack {
			return false
		}
		if k.rollsBack {
			m.record.piled[d] = true
		}
		piled = true
		return true
	})
	st.defers = m.deferList(list)
	return piled
}

// outlives runs the deferred calls of the body of a range over a function: they
// are those of the function around it, and pile up where the loop goes on.
func (b *body) outlives(ret *ssa.Return, st state) []state {
	if b.frame.outer != nil || !isLoopBodyFunc(b.frame.fn) {
		return []state{st}
	}
	if st.env.of(ret.Results[0]) == boolSymbol(true) {
		rest := st
		b.m.pileUp(&rest)
	}
	states := []state{st}
	list := b.m.lists[st.defers]
	for i := len(list) - 1; i >= 0; i-- {
		states = b.runDeferred(list[i], states)
	}
	return states
}

// shadows notes a return whose error the deferred calls don't see: they commit
// although the function fails. It is a must claim: whatever else is not known,
// they commit. One that commits because the function said so (a flag that is
// set when the work is done) sees no error and is right, unless a statement
// failed.
func (b *body) shadows(ret *ssa.Return, st state, list []*ssa.Defer) {
	m := b.m
	if b.frame.outer != nil || ret == nil || st.life != summary.Open || len(list) == 0 {
		return
	}
	err := returnedError(ret, st.env)
	if err == nil || st.env.fact(err) == isNil {
		return
	}
	saved := m.record
	m.record = newRecord()
	defer func() { m.record = saved }()
	probe := st.clone()
	probe.env.learn(err, nonNil)
	states := []state{probe}
	for i := len(list) - 1; i >= 0; i-- {
		d := list[i]
		states = b.runDeferred(d, states)
		if all(states, summary.Committed) {
			if saved.byDefault[d] || st.failed != nil {
				saved.shadowed[ret] = d
			}
			return
		}
	}
}

// returnedError returns the error that a return is about to return: what a
// named result holds before the deferred calls run. It is nil where there is
// none.
func returnedError(ret *ssa.Return, e *env) symbol {
	for i := len(ret.Results) - 1; i >= 0; i-- {
		v := ret.Results[i]
		if !isError(v.Type()) {
			continue
		}
		if load, ok := v.(*ssa.UnOp); ok && afterDefers(load) {
			return e.load(e.place(load.X), load.Type())
		}
		return e.of(v)
	}
	return nil
}

// afterDefers reports whether an instruction runs after the deferred calls: it
// loads a named result.
func afterDefers(instr ssa.Instruction) bool {
	for _, x := range instr.Block().Instrs {
		if x == instr {
			return false
		}
		if _, ok := x.(*ssa.RunDefers); ok {
			return true
		}
	}
	return false
}
