package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
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
	delete(st.env.facts, txSymbol{})
	if o.Life == summary.Open {
		st.env.learn(txSymbol{}, nonNil)
	}
	for _, h := range m.holdersOf(o) {
		v := ir.ResultOf(call, h.Result)
		if v == nil {
			continue
		}
		switch {
		case h.Ends != "":
			st.env.alias[v] = endingValue(h.Ends)
		case h.Path == "":
			st.env.alias[v] = txSymbol{}
			if o.Life != summary.Open {
				st.env.learn(txSymbol{}, isNil)
			}
		default:
			st.env.cells[cell{v, h.Path}] = txSymbol{}
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
		st.env.cells[cell{txSymbol{}, "." + m.site.field}] = e
		delete(st.env.facts, e)
		if o.Life == summary.Open {
			st.env.learn(e, isNil)
		} else {
			st.env.learn(e, nonNil)
			delete(st.env.facts, txSymbol{})
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
		return h.Ends != "" || !slices.Contains(o.Results, summary.Result{Index: h.Result, Is: summary.Nil})
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
		delete(st.env.facts, v)
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

// applySummary runs a function of which the summary is known.
func (b *body) applySummary(op operation, s *summary.Summary, st state) []state {
	m := b.m
	if s == nil {
		s = &summary.Summary{}
	}
	if s.NoReturn != "" {
		return nil
	}
	m.rawHanded(op, &st)
	for _, r := range s.Runs {
		return b.runs(op, r.Callback, st)
	}
	states := []state{st}
	mentioned := map[int]bool{}
	for i := range s.Params {
		p := &s.Params[i]
		mentioned[p.Arg] = true
		var next []state
		for _, x := range states {
			next = append(next, b.applyParam(op, p, x)...)
		}
		states = next
	}
	calls := map[int]bool{}
	for _, i := range s.Calls {
		calls[i] = true
	}
	var out []state
	for _, x := range states {
		m.unmentioned(op, s.Confined, mentioned, &x)
		ended := x.life.Ended() && st.life == summary.Open
		for _, y := range b.calledBy(op, x, calls, ended) {
			out = append(out, b.fields(op, s.Fields, y)...)
		}
	}
	return out
}

// fields runs the literals in fields of arguments that the callee calls.
func (b *body) fields(op operation, fields []summary.Field, st state) []state {
	held := operation{instr: op.instr}
	for _, f := range fields {
		if s := op.arg(f.Param); s != nil {
			if fn := follow(st.env, s, "."+f.Name); literalOf(fn) != nil {
				held.args = append(held.args, fn)
			}
		}
	}
	if len(held.args) == 0 {
		return []state{st}
	}
	return b.callbacks(held, st, func(int) bool { return true })
}

// calledBy runs the callbacks of a function. Whether one that ends the
// transaction calls them before or after that is not known.
func (b *body) calledBy(op operation, st state, calls map[int]bool, ends bool) []state {
	escaped := st.escaped
	st.escaped = escaped || ends
	states := b.callbacks(op, st, func(i int) bool { return calls[i] })
	for i := range states {
		if ends {
			states[i].escaped = escaped
		}
	}
	return states
}

// unmentioned hands on what the callee holds and its summary does not follow:
// a value that wraps the transaction.
func (m *machine) unmentioned(op operation, confined []int, mentioned map[int]bool, st *state) {
	for i := catalog.Recv; i < len(op.args); i++ {
		s := op.arg(i)
		if s == nil || s == (txSymbol{}) || literalOf(s) != nil {
			continue
		}
		m.reassigned(op, i, st)
		if mentioned[i] {
			continue
		}
		if !slices.Contains(confined, i) && m.carries(st.env, s, 0) {
			st.escaped = true
		}
		if a, ok := s.(*ssa.Alloc); ok && m.pointsToScalar(a) {
			m.giveAway(st, s)
		}
	}
}

// reassigned forgets what the fields of a local struct hold that the callee may
// assign. The transaction itself stays where it is.
func (m *machine) reassigned(op operation, index int, st *state) {
	a, ok := op.arg(index).(*ssa.Alloc)
	if !ok || m.pointsToScalar(a) || !m.writes(op.fn, index) {
		return
	}
	e := st.env
	for c, held := range e.cells {
		if c.base != symbol(a) || c.path == "" || c.path == clobber || onTx(held) {
			continue
		}
		if _, ends := held.(closer); !ends {
			e.cells[c] = joined{-3, c}
			delete(e.facts, joined{-3, c})
		}
	}
	e.cells[cell{a, dirtyMark}] = nilSymbol{}
}

// pointsToScalar reports whether the variable behind an address is no struct:
// the callee may assign it.
func (m *machine) pointsToScalar(a *ssa.Alloc) bool {
	_, isStruct := a.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
	return !isStruct
}

// applyParam runs what the callee does to a transaction that it finds in one
// of its arguments.
func (b *body) applyParam(op operation, p *summary.TxParam, st state) []state {
	m := b.m
	if op.at(st.env, p.Loc) != (txSymbol{}) && !m.behindInterface(op, p, st) {
		return []state{st}
	}
	call, _ := op.instr.(*ssa.Call)
	if e := m.record.events[op.instr]; e != nil && p.Ends() {
		e.closes = p
	}
	if p.Stmts {
		m.use(b.frame, op, st, statementUse)
		m.statement(b.frame, &op, &st, errorIndex(op.fn), false)
		m.record.does(call, p.Work)
	}
	if !p.Stmts && commitsAlone(p) {
		m.use(b.frame, op, st, closerUse)
	}
	if len(p.Outcomes) == 0 {
		return []state{st}
	}
	var states []state
	for _, o := range p.Outcomes {
		s := st.clone()
		if st.life == summary.Failed && o.Life.Ended() && p.Path != "" && m.failedHolder(st.env, op.arg(p.Arg)) && m.assume(&s, call, o, op) {
			m.record.unchecked = true // it reaches into a holder that is nil
		}
		if p.Ends() && !o.Life.Ended() && m.byOwnState(&s, o, op, p.Loc) || !m.assume(&s, call, o, op) {
			continue
		}
		s.escaped = s.escaped || o.Escapes
		if call != nil && s.life == summary.Open {
			m.holdParam(&s, call, o)
		}
		if o.Life == summary.RolledBack {
			m.rollsBack(op, s)
		}
		if o.Life.Ended() {
			m.end(b.frame, &s, op.instr, o.Life == summary.Committed)
		}
		states = append(states, s)
	}
	return states
}

// behindInterface reports whether a function takes for the transaction, behind
// an interface, a value that holds it.
func (m *machine) behindInterface(op operation, p *summary.TxParam, st state) bool {
	at := op.fn.Signature().Recv()
	if params := op.fn.Signature().Params(); p.Arg >= 0 && p.Arg < params.Len() {
		at = params.At(p.Arg)
	}
	s := op.arg(p.Arg)
	return p.Path == "" && at != nil && types.IsInterface(at.Type()) && s != nil && m.carries(st.env, s, 0)
}

// failedHolder reports whether a value is a result of the opener that is nil
// because it failed.
func (m *machine) failedHolder(e *env, s symbol) bool {
	v, ok := s.(ssa.Value)
	return ok && e.fact(s) == isNil && slices.ContainsFunc(m.site.opens.Outcomes, func(o summary.Outcome) bool {
		return slices.ContainsFunc(o.Holders, func(h summary.Holder) bool { return ir.ResultOf(m.site.call, h.Result) == v })
	})
}

// byOwnState reports whether an outcome depends on a field beside the
// transaction that nothing is known of: a wrapper's flag that it has ended. It
// is taken to say that it has not.
func (m *machine) byOwnState(st *state, o summary.Outcome, op operation, loc summary.Loc) bool {
	for _, c := range o.Conds {
		if c.Arg == loc.Arg && c.Path != loc.Path {
			if s := op.at(st.env, c.Loc); s != nil && st.env.fact(s) == unknown {
				return true
			}
		}
	}
	return false
}

// holdParam puts a transaction that was handed in into the results.
func (m *machine) holdParam(st *state, call *ssa.Call, o summary.Outcome) {
	for _, h := range o.Holders {
		v := ir.ResultOf(call, h.Result)
		if v == nil {
			continue
		}
		switch {
		case h.Ends != "":
			st.env.alias[v] = endingValue(h.Ends)
		case h.Path == "":
			st.env.alias[v] = txSymbol{}
		default:
			st.env.cells[cell{v, h.Path}] = txSymbol{}
			st.env.learn(v, nonNil)
		}
		if h.Type != "" && m.dynamic[v] == nil {
			if t := m.lookupType(h.Type); t != nil {
				m.dynamic[v] = t
			}
		}
	}
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

// commitsAlone reports whether all that a function does to the transaction is
// to commit it.
func commitsAlone(p *summary.TxParam) bool {
	for _, o := range p.Outcomes {
		if o.Life != summary.Committed {
			return false
		}
	}
	return len(p.Outcomes) > 0
}
