package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
)

// confined lists the parameters that may hold a transaction in a field and
// that the function neither keeps nor gives away: whoever wraps a transaction
// and calls it still has it alone. What it does to the transaction itself is
// told by its outcomes.
func (a *Analysis) confined(fn *ssa.Function) []int {
	var list []int
	for _, p := range fn.Params {
		if a.wraps(p.Type(), 0) && (&confinement{a: a, seen: map[ssa.Value]bool{}}).holds(p) {
			list = append(list, argOf(fn, p))
		}
	}
	return list
}

// maxWrap bounds how deep a handle is looked for in a struct.
const maxWrap = 3

// wraps reports whether a type is a struct, or a pointer to one, that has a
// field for a handle.
func (sc *Scope) wraps(t types.Type, depth int) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || depth > maxWrap {
		return false
	}
	for i := range s.NumFields() {
		if f := s.Field(i).Type(); sc.maybeHandle(f) || sc.wraps(f, depth+1) {
			return true
		}
	}
	return false
}

// A confinement checks where a value can go. This is a must claim: what is not
// understood lets it out.
type confinement struct {
	a    *Analysis
	seen map[ssa.Value]bool
}

// holds reports whether neither the value nor a part of it gets out.
func (c *confinement) holds(v ssa.Value) bool {
	if c.seen[v] || v.Referrers() == nil {
		return true
	}
	c.seen[v] = true
	for _, r := range *v.Referrers() {
		if !c.use(v, r) {
			return false
		}
	}
	return true
}

func (c *confinement) use(v ssa.Value, at ssa.Instruction) bool {
	switch x := at.(type) {
	case *ssa.DebugRef, *ssa.BinOp:
		return true
	case *ssa.FieldAddr, *ssa.Field, *ssa.UnOp, *ssa.Phi, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface:
		part := at.(ssa.Value)
		return c.a.harmless(part.Type()) || c.holds(part)
	case *ssa.Store:
		if x.Addr == v {
			return true // a part is assigned
		}
		local, ok := x.Addr.(*ssa.Alloc)
		return ok && c.holds(local)
	case *ssa.MakeClosure:
		fn := x.Fn.(*ssa.Function)
		if ir.Object(fn) != nil {
			return false
		}
		return c.holds(fn.FreeVars[slices.Index(x.Bindings, v)]) && onlyCalled(x)
	case *ssa.Call, *ssa.Defer:
		return c.call(v, at.(ssa.CallInstruction))
	}
	return false
}

// harmless reports whether a value of a type can't hold a transaction: text,
// numbers, errors, and what libraries make that is no handle.
func (sc *Scope) harmless(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if _, basic := t.Underlying().(*types.Basic); basic || isError(t) {
		return true
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || types.IsInterface(t) || sc.Cat.Covers(named.Obj().Pkg().Path()) != catalog.Opaque {
		return false
	}
	return sc.Cat.Role(t) == catalog.NoRole && sc.Cat.Role(types.NewPointer(t)) == catalog.NoRole
}

// onlyCalled reports whether a closure is called and deferred, and nothing else.
func onlyCalled(mc *ssa.MakeClosure) bool {
	for _, r := range *mc.Referrers() {
		call, ok := r.(ssa.CallInstruction)
		if _, async := r.(*ssa.Go); !ok || async || call.Common().Value != ssa.Value(mc) {
			return false
		}
	}
	return true
}

// call reports whether a call does not let a value out: a handle's own methods,
// and functions that confine their parameter.
func (c *confinement) call(v ssa.Value, call ssa.CallInstruction) bool {
	if c.a.maybeHandle(v.Type()) {
		return true // outcomes tell
	}
	if isBuiltin(call.Common().Value) {
		return true
	}
	fn := c.a.staticCallee(call)
	if fn == nil {
		return false
	}
	if model, ok := c.a.Cat.Func(fn); ok {
		return model.Log
	}
	s := c.a.Summaries.Of(fn)
	if s == nil {
		return false
	}
	for i := catalog.Recv; i < len(call.Common().Args); i++ {
		if argument(call, fn, i) == v && !slices.Contains(s.Confined, i) {
			return false
		}
	}
	return true
}

// writes reports whether a function may assign fields behind a parameter. Of
// one whose body is not here that is not known.
func (m *machine) writes(fn *types.Func, index int) bool {
	body := m.prog.SSA.FuncValue(fn)
	if body == nil || body.Blocks == nil {
		return true
	}
	p := param(body, index)
	return p == nil || ir.Assigns(p)
}
