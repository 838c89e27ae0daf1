package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// open runs the opener of the site: a state for each way in which it can end.
func (m *machine) open(st state) []state {
	if piled := m.pileUp(&st); st.life == summary.Open && st.turn != nil && !piled {
		m.record.turns[st.turn] = true
	}
	st.failed, st.turn, st.escaped = nil, nil, false
	st.cursors, st.started = cursors{}, nil
	call := m.site.call
	st.escaped = m.site.noEnd
	if m.site.state != nil {
		st.env.rename(st.env.of(m.site.state), m.site.state)
	}
	var states []state
	for _, o := range m.site.opens.Outcomes {
		s := st.clone()
		s.life = o.Life
		if o.Life != summary.Open {
			s.life = summary.Failed
		}
		if !m.assume(&s, call, o, operation{}) {
			continue
		}
		m.hold(&s, call, o)
		states = append(states, s)
	}
	return states
}

// hold puts the transaction into the results of a call. On failure the handle
// stands for itself, and is nil where that is known.
func (m *machine) hold(st *state, call *ssa.Call, o summary.Outcome) {
	st.env.unlearn(txSymbol{})
	if o.Life == summary.Open {
		st.env.learn(txSymbol{}, nonNil)
	}
	for _, h := range m.holdersOf(o) {
		if h.Recv {
			st.env.setCell(cell{st.env.of(call.Call.Args[0]), h.Path}, txSymbol{})
			continue
		}
		v := ir.ResultOf(call, h.Result)
		if v == nil {
			continue
		}
		switch {
		case h.Ends != "":
			st.env.setAlias(v, endingValue(h.Ends))
		case h.Path == "":
			st.env.setAlias(v, txSymbol{})
			if o.Life != summary.Open {
				st.env.learn(txSymbol{}, isNil)
			}
		default:
			st.env.setCell(cell{v, h.Path}, txSymbol{})
			if o.Life == summary.Open {
				st.env.learn(v, nonNil)
			}
		}
		if h.Type != "" && m.dynamic[v] == nil {
			if t := m.lookupType(h.Type); t != nil {
				m.dynamic[v] = t
			}
		}
	}
	if m.site.field != "" {
		e := errorOf{}
		st.env.setCell(cell{txSymbol{}, "." + m.site.field}, e)
		st.env.unlearn(e)
		if o.Life == summary.Open {
			st.env.learn(e, isNil)
		} else {
			st.env.learn(e, nonNil)
			st.env.unlearn(txSymbol{})
		}
	}
}

// holdersOf lists the results that hold the transaction after an outcome. Where
// the opener failed they are nil: used all the same, that is a fault.
func (m *machine) holdersOf(o summary.Outcome) []summary.Holder {
	if o.Life == summary.Open || len(o.Holders) > 0 {
		return o.Holders
	}
	i := slices.IndexFunc(m.site.opens.Outcomes, func(o summary.Outcome) bool { return o.Life == summary.Open })
	if i < 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.site.opens.Outcomes[i].Holders), func(h summary.Holder) bool {
		return h.Recv || h.Ends != "" || !slices.Contains(o.Results, summary.Result{Index: h.Result, Is: summary.Nil})
	})
}

// assume adds what an outcome says of arguments and results; it reports
// whether that is feasible.
func (m *machine) assume(st *state, call *ssa.Call, o summary.Outcome, op operation) bool {
	for _, c := range o.Conds {
		s := op.at(st.env, c.Loc)
		if s != nil && c.Deref {
			s = st.env.load(cell{s, ""}, types.Universe.Lookup("error").Type())
		}
		if s == nil {
			continue
		}
		f := factOf(c.Is)
		if known := st.env.fact(s); known != unknown && known != f {
			return false
		}
		st.env.learn(s, f)
	}
	if call == nil {
		return true
	}
	for _, r := range o.Results {
		v := ir.ResultOf(call, r.Index)
		if v == nil {
			continue
		}
		st.env.unlearn(v)
		st.env.learn(v, factOf(r.Is))
	}
	return true
}

func factOf(v summary.Value) fact {
	switch v {
	case summary.Nil:
		return isNil
	case summary.NonNil:
		return nonNil
	case summary.True:
		return isTrue
	case summary.False:
		return isFalse
	}
	return unknown
}

func valueOf(f fact) (summary.Value, bool) {
	switch f {
	case isNil:
		return summary.Nil, true
	case nonNil:
		return summary.NonNil, true
	case isTrue:
		return summary.True, true
	case isFalse:
		return summary.False, true
	}
	return "", false
}

// end commits or rolls back.
func (m *machine) end(f *frame, st *state, at ssa.CallInstruction, commit bool) {
	if st.life != summary.Open {
		return
	}
	m.record.ended(at, f.root(at), commit)
	m.record.touch(*st)
	m.underLock(*st)
	m.endsManaged(at)
	if commit {
		st.life = summary.Committed
		if st.failed != nil {
			m.record.swallow(m, st)
		}
	} else {
		st.life = summary.RolledBack
	}
	st.failed = nil
}

// A useKind says what a call does with the handle.
type useKind int

const (
	statementUse useKind = iota
	commitUse
	rollbackUse
	closerUse // a function of the user's that ends it
)

func endUse(commit bool) useKind {
	if commit {
		return commitUse
	}
	return rollbackUse
}

// use notes a use of the handle: what state it is in decides whether it may. A
// use in a literal is one at the call of the literal too.
func (m *machine) use(f *frame, op operation, st state, kind useKind) {
	m.record.touch(st)
	m.record.use(op.instr).seen(op.instr, st, kind)
	if at, ok := f.root(op.instr).(ssa.CallInstruction); ok && at != op.instr {
		u := m.record.use(at)
		u.inside = op.instr
		u.seen(at, st, kind)
	}
	if st.life == summary.Failed && kind != closerUse && m.site.field == "" && m.site.state == nil {
		m.record.unchecked = true
	}
}

// statement notes a statement of the transaction.
func (m *machine) statement(f *frame, op *operation, st *state, errIndex int, late bool) {
	call, ok := op.instr.(*ssa.Call)
	if !ok || st.life != summary.Open {
		return
	}
	st.told = nil
	if !late {
		m.record.statements[call] = &spot{root: f.root(call)}
		m.overlap(call, *st)
		m.underLock(*st)
	}
	if st.failed != nil && (st.failed.at.Dominates(call.Block()) || st.failed.stmt == call) {
		st.failed = nil // tried again, or made up for
	}
	if errIndex < 0 {
		return
	}
	m.record.errors[call] = errIndex
	if v := ir.ResultOf(call, errIndex); v != nil {
		m.stmts[v] = call
	}
}

// failedHolder reports whether a value is a result of the opener that is nil
// because it failed.
func (m *machine) failedHolder(e *env, s symbol) bool {
	v, ok := s.(ssa.Value)
	return ok && e.fact(s) == isNil && slices.ContainsFunc(m.site.opens.Outcomes, func(o summary.Outcome) bool {
		return slices.ContainsFunc(o.Holders, func(h summary.Holder) bool { return !h.Recv && ir.ResultOf(m.site.call, h.Result) == v })
	})
}

// errorIndex returns the index of the last result if it is an error, or -1.
func errorIndex(fn *types.Func) int {
	results := fn.Signature().Results()
	if n := results.Len(); n > 0 && isError(results.At(n-1).Type()) {
		return n - 1
	}
	return -1
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}
