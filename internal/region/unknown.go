package region

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
)

// Calls of which nothing is known: what they are handed may be written, ended or
// kept.

// parameter returns the parameter of a declared function that a function value
// is, also seen from a literal inside it.
func (m *machine) parameter(s symbol) *ssa.Parameter {
	switch x := s.(type) {
	case *ssa.Parameter:
		return x
	case initial:
		switch base := x.cell.base.(type) {
		case *ssa.FreeVar:
			if x.cell.path == "" {
				return ir.Captured(base)
			}
		case *ssa.IndexAddr: // one of several callbacks
			if p, ok := base.X.(*ssa.Parameter); ok {
				return p
			}
		}
	}
	return nil
}

// applyUnknown calls code that can't be seen: a transaction it is handed is
// handed on, and what closures it is handed write is no longer known.
func (b *body) applyUnknown(op operation, st state) []state {
	if op.fn != nil && op.fn.Pkg() != nil && b.m.Cat.Covers(op.fn.Pkg().Path()) == catalog.Opaque {
		op.recv = nil // what the models don't name does nothing to its receiver
	}
	call, ok := op.instr.(*ssa.Call)
	asked := ok && b.m.asksLibrary(call)
	for _, s := range append(slices.Clone(op.args), op.recv, op.value) {
		if s == nil {
			continue
		}
		if !asked {
			b.m.lookedIn(&st, s)
		}
		b.m.giveAway(&st, s)
	}
	return []state{st}
}

// written forgets local variables that a callee was given the address of, also
// among variadic arguments: it may have assigned them.
func (m *machine) written(st *state, s symbol, depth int) {
	a, ok := s.(*ssa.Alloc)
	if !ok || depth > 2 {
		return
	}
	e := st.env
	if held, known := e.cell(cell{a, ""}); known && m.pointsToScalar(a) {
		if held == (txSymbol{}) {
			st.escaped = true
			return
		}
		e.obscure(cell{a, ""})
		return
	}
	for _, f := range e.held(s) {
		if f.path != "" {
			m.written(st, f.held, depth+1)
		}
	}
}

// giveAway notes that unknown code has a value.
func (m *machine) giveAway(st *state, s symbol) {
	if m.carries(st.env, s, 0) {
		st.escaped = true
	}
	switch x := s.(type) {
	case *ssa.Alloc:
		if _, known := st.env.cell(cell{s, ""}); known {
			st.env.obscure(cell{s, ""})
		}
		st.env.setCell(cell{s, clobber}, nilSymbol{})
	case *ssa.MakeClosure:
		m.havoc(st.env, x.Fn.(*ssa.Function))
	}
}

// havoc forgets the variables that a closure may write.
func (m *machine) havoc(e *env, fn *ssa.Function) {
	for _, v := range ir.WrittenFree(fn) {
		e.obscure(e.place(v))
	}
}
