package region

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// step runs one instruction on a state that it may change.
func (b *body) step(instr ssa.Instruction, st state) []state {
	if v, ok := instr.(ssa.Value); ok && b.repeats(instr.Block()) {
		switch instr.(type) {
		case *ssa.Phi, *ssa.Extract: // forgotten where their values are computed
		default:
			forget(st.env, v)
		}
	}
	switch instr := instr.(type) {
	case *ssa.Alloc:
		if z := zero(instr.Type().Underlying().(*types.Pointer).Elem()); z != nil {
			st.env.setCell(cell{instr, ""}, z)
		}
	case *ssa.Store:
		b.store(instr, &st)
	case *ssa.UnOp:
		b.unop(instr, &st)
	case *ssa.FieldAddr:
		b.m.holdField(st.env, instr, instr.X, instr.Field)
	case *ssa.Field:
		b.m.holdField(st.env, instr, instr.X, instr.Field)
	case *ssa.BinOp:
		count(st.env, instr)
	case *ssa.MakeClosure:
		fn := instr.Fn.(*ssa.Function)
		if ir.Object(fn) != nil && len(instr.Bindings) == 1 {
			b.bind(instr, ir.Object(fn), st.env)
			break
		}
		for i, x := range instr.Bindings {
			st.env.setAlias(fn.FreeVars[i], st.env.of(x))
		}
	case *ssa.Send:
		b.m.event(b.frame, instr, st)
		b.m.leak(&st, instr.X)
	case *ssa.Select:
		b.m.event(b.frame, instr, st)
		st.started = nil // one of its cases is what the goroutine tells by
		for _, s := range instr.States {
			if s.Send != nil {
				b.m.leak(&st, s.Send)
			}
		}
	case *ssa.MapUpdate:
		b.m.leak(&st, instr.Value)
		b.m.leak(&st, instr.Key)
	case *ssa.TypeAssert:
		b.m.looked(&st, st.env.of(instr.X))
		b.m.asserts(instr, st.env)
	case *ssa.Call:
		return b.call(instr, st)
	case *ssa.Go:
		b.goroutine(instr, &st)
	case *ssa.Defer:
		return b.deferCall(instr, st)
	case *ssa.RunDefers:
		return b.runDefers(instr, st)
	case *ssa.Return:
		for _, s := range b.outlives(instr, st) {
			b.leaveBody(instr, s)
		}
		return nil
	case *ssa.Panic:
		b.panics(instr, st)
		return nil
	}
	return []state{st}
}

// bind makes a bound method: one that ends the transaction is a closer.
func (b *body) bind(instr *ssa.MakeClosure, method *types.Func, e *env) {
	recv := e.of(instr.Bindings[0])
	e.setCell(cell{instr, ".receiver"}, recv)
	if model, ok := b.m.Cat.Func(method); ok && model.Ends != nil && recv == (txSymbol{}) {
		e.setAlias(instr, closer{model.Ends.Commit})
	}
}

// forget forgets a value that is computed anew, and the parts of a tuple.
func forget(e *env, v ssa.Value) {
	e.forget(v)
	if _, tuple := v.Type().(*types.Tuple); !tuple {
		return
	}
	for _, r := range *v.Referrers() {
		if x, ok := r.(*ssa.Extract); ok {
			e.forget(x)
		}
	}
}

func (b *body) store(instr *ssa.Store, st *state) {
	e := st.env
	c := e.place(instr.Addr)
	s := e.of(instr.Val)
	_, local := c.base.(*ssa.Alloc)
	if !local || e.clobbered(c.base) {
		b.m.leak(st, instr.Val)
		b.m.looked(st, s)
	}
	if matters(instr.Val.Type(), c) {
		e.store(c, s)
	}
}

func (b *body) unop(instr *ssa.UnOp, st *state) {
	e := st.env
	switch instr.Op {
	case token.ARROW:
		b.m.event(b.frame, instr, *st)
		b.m.received(instr, st)
		b.m.cancelled(st, e.of(instr.X))
	case token.MUL:
		if s := b.m.heldAt(e, instr.X); s != nil {
			e.setAlias(instr, s)
			return
		}
		c := e.place(instr.X)
		if c.path == "" && onTx(c.base) { // the struct that a handle points to is the handle
			e.setAlias(instr, c.base)
			return
		}
		if _, isStruct := instr.Type().Underlying().(*types.Struct); isStruct {
			b.loadStruct(instr, c, e)
			return
		}
		if !matters(instr.Type(), c) {
			return
		}
		s := e.load(c, instr.Type())
		e.setCell(c, s)
		e.setAlias(instr, s)
	}
}

// matters reports whether what a cell holds can decide a branch or be a handle:
// of numbers, only those in local variables are followed.
func matters(t types.Type, c cell) bool {
	basic, ok := t.Underlying().(*types.Basic)
	if !ok || basic.Info()&types.IsBoolean != 0 {
		return true
	}
	_, local := c.base.(*ssa.Alloc)
	return local && basic.Info()&types.IsInteger != 0
}

// loadStruct copies a struct out of memory, field by field.
func (b *body) loadStruct(v *ssa.UnOp, c cell, e *env) {
	e.setCell(cell{v, ""}, e.load(c, v.Type()))
	e.copyFields(c.base, c.path, v, "")
}

// asserts tells whether the transaction is of a type that it is asserted to be.
// Of a parameter that may be one only the interface is known: it is taken for
// what the code takes it for, but for no pool.
func (m *machine) asserts(instr *ssa.TypeAssert, e *env) {
	if !instr.CommaOk || e.of(instr.X) != (txSymbol{}) {
		return
	}
	is := m.Summaries.Role(instr.AssertedType) == catalog.Tx
	if t := m.site.typ; t != nil && !types.IsInterface(t) {
		is = isA(t, instr.AssertedType)
	} else if types.IsInterface(instr.AssertedType) {
		return
	}
	for _, r := range *instr.Referrers() {
		if ok, isOK := r.(*ssa.Extract); isOK && ok.Index == 1 {
			e.setAlias(ok, boolSymbol(is))
		}
	}
}

// isA reports whether a value of the concrete type t is also of another type.
func isA(t, as types.Type) bool {
	if iface, ok := as.Underlying().(*types.Interface); ok {
		return types.Implements(t, iface)
	}
	return types.Identical(t, as)
}

// leaveBody notes the state at a return.
func (b *body) leaveBody(ret *ssa.Return, st state) {
	x := exit{state: st, ret: ret}
	for _, r := range ret.Results {
		x.results = append(x.results, st.env.of(r))
	}
	b.exits = append(b.exits, x)
}

// leak notes that a value goes where the analysis can't follow it: a
// transaction in it is handed on.
func (m *machine) leak(st *state, v ssa.Value) {
	if m.carries(st.env, st.env.of(v), 0) {
		st.escaped = true
	}
	if st.cursors != (cursors{}) {
		m.closeIn(st, st.env.of(v), 0)
	}
}

// carries reports whether a value is the transaction or holds it: in a field,
// or captured by a closure.
func (m *machine) carries(e *env, s symbol, depth int) bool {
	if s == (txSymbol{}) {
		return true
	}
	switch s.(type) {
	case closer, finisher:
		return true
	}
	if depth > 3 {
		return false
	}
	for _, held := range e.within(s) {
		if held != s && (held == symbol(txSymbol{}) || m.carries(e, held, depth+1)) {
			return true
		}
	}
	if mc, ok := s.(*ssa.MakeClosure); ok {
		for _, x := range mc.Bindings {
			if m.carries(e, e.of(x), depth+1) {
				return true
			}
		}
	}
	return false
}

// looked notes that the code does something with an error that the analysis
// does not understand: whatever it decides from it is right.
func (m *machine) looked(st *state, s symbol) {
	if st.failed != nil && st.failed.err == s {
		st.failed = nil
	}
	if st.life == summary.Failed && m.site.err != nil && s == st.env.of(m.site.err) {
		st.life = summary.Unopened
	}
}

// lookedIn is looked for an argument: the error itself, or one among several
// that are passed as a slice.
func (m *machine) lookedIn(st *state, s symbol) {
	m.looked(st, s)
	for _, f := range st.env.held(s) {
		m.looked(st, f.held)
	}
}
