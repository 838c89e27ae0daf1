package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// A callee is a function that a call runs, and how it finds what the function
// finds at a location.
type callee struct {
	call ssa.CallInstruction
	fn   *types.Func
	at   func(loc summary.Loc) origin
}

// A poolUse is a use of a handle by one call.
type poolUse struct {
	origin origin
	loc    summary.Loc // in the callee
	opens  bool
	unless asked          // a context that may carry another handle
	conds  []summary.Cond // of the callee
	after  []summary.Loc
	way    []summary.Frame
}

// calledBy lists the declared functions that a call runs: its callee, and those
// it is handed and calls.
func (sc *Scope) calledBy(call ssa.CallInstruction) []callee {
	fn := sc.staticCallee(call)
	if fn == nil {
		return nil
	}
	list := []callee{{call, fn, func(loc summary.Loc) origin { return sc.fromLoc(call, fn, loc) }}}
	for i, arg := range call.Common().Args {
		if !sc.callsArg(fn, paramIndex(call, fn, i)) {
			continue
		}
		switch x := arg.(type) {
		case *ssa.MakeClosure:
			if obj := ir.Object(x.Fn.(*ssa.Function)); obj != nil && len(x.Bindings) == 1 {
				list = append(list, sc.boundTo(call, obj, x.Bindings[0]))
			}
		case *ssa.Function:
			if obj := ir.Object(x); obj != nil && obj.Signature().Recv() == nil {
				list = append(list, sc.boundTo(call, obj, nil))
			}
		}
	}
	return list
}

// boundTo is a function that is called with nothing known but its receiver.
func (sc *Scope) boundTo(call ssa.CallInstruction, fn *types.Func, recv ssa.Value) callee {
	return callee{call, fn, func(loc summary.Loc) origin {
		switch {
		case loc.Arg == summary.GlobalArg:
			return sc.global(loc.Path)
		case loc.Arg == catalog.Recv && recv != nil:
			return sc.originOf(recv, loc.Path)
		}
		return origin{}
	}}
}

// paramIndex returns which parameter an operand of a call is for.
func paramIndex(call ssa.CallInstruction, fn *types.Func, operand int) int {
	if fn.Signature().Recv() != nil && !call.Common().IsInvoke() {
		return operand - 1
	}
	return operand
}

// callsArg reports whether fn calls a function that it is given before it
// returns.
func (sc *Scope) callsArg(fn *types.Func, i int) bool {
	if model, ok := sc.Cat.Func(fn); ok {
		return slices.Contains(model.Calls, i) && !model.Goroutine || model.Runs != nil && model.Runs.Callback == i
	}
	s, known := sc.summary(fn)
	return known && s != nil && (slices.Contains(s.Calls, i) || slices.ContainsFunc(s.Runs, func(r summary.Run) bool { return r.Calls(i, "") }))
}

// usesOf lists what a callee does on handles that are not known to be
// transactions.
func (sc *Scope) usesOf(c callee) []poolUse {
	frame := sc.frame(c.call, c.fn)
	if model, ok := sc.Cat.Func(c.fn); ok {
		on, opens, ok := sc.usesPool(c.fn, model)
		if !ok || sc.onTransaction(c, on) || model.Opens != nil && snapshot(c.call, c.fn, model.Opens) {
			return nil
		}
		loc := summary.Loc{Arg: on}
		o := sc.handle(c.at(loc))
		if o.known() && sc.transacts(typeAt(o.typ(), o.path)) {
			return nil // a statement that was prepared there
		}
		return []poolUse{{origin: o.otherwise(), loc: loc, opens: opens, unless: o.unless, way: []summary.Frame{frame}}}
	}
	s, known := sc.summary(c.fn)
	if !known || s == nil {
		return nil
	}
	var uses []poolUse
	for _, u := range s.Pools {
		o := sc.handle(c.at(u.Loc))
		unless, ok := sc.carrierOf(c, o, u.Unless)
		if !ok {
			continue
		}
		uses = append(uses, poolUse{o.otherwise(), u.Loc, u.Opens, unless, u.Conds, u.After, summary.Extend(frame, u.Way)})
	}
	return uses
}

// usesPool tells on which argument a function of the models runs a statement or
// opens a transaction. A runner whose transaction travels in the context joins
// the one that it finds there, and preparing a statement runs none.
func (sc *Scope) usesPool(fn *types.Func, f catalog.Func) (on int, opens, ok bool) {
	switch {
	case f.Opens != nil:
		return f.Opens.From, true, true
	case f.Runs != nil:
		return f.Runs.From, true, f.Runs.Tx >= 0 && !f.Runs.Carried || !takesContext(fn)
	case f.Stmt != nil:
		return f.Stmt.On, false, !f.Stmt.Late && !sc.prepares(fn, f)
	}
	return 0, false, false
}

// onTransaction reports whether the handle that a function of the models works
// on can be nothing but a transaction, or a connection that has one.
func (sc *Scope) onTransaction(c callee, on int) bool {
	v := argument(c.call, c.fn, on)
	if v == nil || sc.staticCallee(c.call) != c.fn {
		return false
	}
	return sc.transacts(concrete(v))
}

// transacts reports whether a handle of type t can be nothing but a transaction,
// or a connection that has one.
func (sc *Scope) transacts(t types.Type) bool {
	role := sc.Summaries.Role(t)
	return role == catalog.Tx || role == catalog.Session
}

// frame describes a call for people: as the code has it, so for a call through
// an interface by the interface's method.
func (sc *Scope) frame(call ssa.CallInstruction, fn *types.Func) summary.Frame {
	pos := call.Common().Pos()
	if expr := sc.program.CallExpr(call); expr != nil {
		pos = expr.Pos()
	}
	if call.Common().IsInvoke() && sc.staticCallee(call) == fn {
		fn = call.Common().Method
	}
	return sc.Summaries.Frame(fn, pos)
}

// pool notes what a call does on the pool of the open transaction.
func (m *machine) pool(f *frame, op operation, st state) {
	if st.life != summary.Open || op.fn == nil {
		return
	}
	if call, ok := op.instr.(*ssa.Call); ok && call == m.site.call {
		return
	}
	static := m.staticCallee(op.instr) == op.fn
	c := callee{op.instr, op.fn, func(loc summary.Loc) origin {
		if static {
			if o := m.fromLoc(op.instr, op.fn, loc); o.known() && m.handle(o).otherwise() == m.site.pool {
				return o
			}
		}
		return m.symbolOrigin(st.env, &op, loc)
	}}
	for _, u := range m.usesOf(c) {
		if !m.onPool(u, st) || m.happensNot(&op, st, u) {
			continue
		}
		at, _ := m.where(f, op.instr)
		if old := m.record.pools[at]; old == nil || u.opens && !old.opens {
			m.record.pools[at] = &u
		}
	}
}

// symbolOrigin is fromLoc by what the state knows of the operands, and of what
// the function has made itself.
func (m *machine) symbolOrigin(e *env, op *operation, loc summary.Loc) origin {
	if loc.Arg == summary.GlobalArg {
		return m.global(loc.Path)
	}
	s, path := op.arg(loc.Arg), loc.Path
	for range maxPath {
		switch x := s.(type) {
		case initial:
			s, path = x.cell.base, x.cell.path+path
			if _, local := s.(*ssa.Alloc); local {
				return origin{} // not known
			}
		case *ssa.Alloc:
			held := follow(e, x, path)
			if _, ok := held.(joined); ok { // a callee may have written there
				return m.originOf(x, path)
			}
			s, path = held, ""
		case ssa.Value:
			return m.originOf(x, path)
		default:
			return origin{}
		}
	}
	return origin{}
}

// happensNot reports whether a use is known not to be one of the pool in a
// state: the handle is the transaction, a condition does not hold, or the
// transaction has ended by then. A condition on a handle that nothing is known
// of is taken not to hold: who is handed a transaction uses it.
func (m *machine) happensNot(op *operation, st state, u poolUse) bool {
	if u.loc.Arg != summary.GlobalArg && onTx(op.at(st.env, u.loc)) {
		return true
	}
	for _, loc := range u.after {
		if op.at(st.env, loc) == (txSymbol{}) {
			return true
		}
	}
	for _, c := range u.conds {
		known := unknown
		if s := op.at(st.env, c.Loc); s != nil {
			known = st.env.fact(s)
		}
		if known == unknown && c.Is == summary.Nil && !st.escaped && m.older(op.at(st.env, c.Loc)) {
			continue
		}
		if known == unknown && (c.Is == summary.Nil || c.Is == summary.NonNil) || known != unknown && known != factOf(c.Is) {
			return true
		}
	}
	return false
}

// older reports whether a value was there before the transaction: in a field of
// what the function was handed that opens it, or of what a callback captures. It
// is another transaction, if it is one.
func (m *machine) older(s symbol) bool {
	in, ok := s.(initial)
	if !ok {
		return false
	}
	for ok {
		s = in.cell.base
		in, ok = s.(initial)
	}
	switch x := s.(type) {
	case *ssa.Parameter:
		return m.site.origin == Opened && x.Parent() == m.site.root
	case *ssa.FreeVar:
		return m.site.origin == Callback && x.Parent() == m.site.root && m.site.loc.Arg != noArg && !m.site.run.kept
	}
	return false
}

// poolName renders a pool for people: "s.db".
func (s *site) poolName() string {
	switch root := s.pool.root.(type) {
	case *ssa.Parameter, *ssa.Global, *ssa.FreeVar:
		return root.Name() + s.pool.path
	}
	return "the pool"
}
