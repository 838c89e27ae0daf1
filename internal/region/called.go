package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// Calls of functions that have a summary: what these do to the transaction, and
// what they return.

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
		if r.Field == "" {
			st.escaped = st.escaped || slices.Contains(op.args, symbol(txSymbol{})) // the callback may get it, and keep it
			return b.runs(op, r.Callback, st)
		}
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
	for _, f := range e.held(a) {
		if f.path == "" || f.path == clobber || onTx(f.held) {
			continue
		}
		if _, ends := f.held.(closer); !ends {
			e.obscure(cell{a, f.path})
		}
	}
	e.setCell(cell{a, dirtyMark}, nilSymbol{})
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
	held, e := op.at(st.env, p.Loc), m.record.events[op.instr]
	if e != nil && onTx(held) {
		e.asRows = append(e.asRows, p.Rows...)
	}
	if held != (txSymbol{}) && !m.behindInterface(op, p, st) {
		return []state{st}
	}
	call, _ := op.instr.(*ssa.Call)
	if e != nil && p.Ends() {
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
		if p.Ends() && !o.Life.Ended() && (m.byOwnState(&s, o, op, p.Loc) || byHiddenState(p, o)) || !m.assume(&s, call, o, op) {
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

// byHiddenState reports whether nothing that callers see tells an outcome of a
// wrapper's method that leaves its transaction open from one that ends it: the
// name of a savepoint, say. It is taken to end it.
func byHiddenState(p *summary.TxParam, o summary.Outcome) bool {
	return p.Path != "" && slices.ContainsFunc(p.Outcomes, func(end summary.Outcome) bool {
		return end.Life.Ended() && end.Compatible(o)
	})
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
			st.env.setAlias(v, endingValue(h.Ends))
		case h.Path == "":
			st.env.setAlias(v, txSymbol{})
		default:
			st.env.setCell(cell{v, h.Path}, txSymbol{})
			st.env.learn(v, nonNil)
		}
		if h.Type != "" && m.dynamic[v] == nil {
			if t := m.lookupType(h.Type); t != nil {
				m.dynamic[v] = t
			}
		}
	}
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
