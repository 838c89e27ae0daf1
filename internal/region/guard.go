package region

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// A function that runs on the transaction where it is given one, and on the
// pool otherwise, decides by its arguments. These are the conditions under
// which a use of a pool happens, as far as they are about a handle or a flag.

// condsOf lists the conditions of a use, by the call that it stands behind and
// those that the callee has; false where they contradict each other, or can't
// be told and are about a handle.
func (a *Analysis) condsOf(fn *ssa.Function, c callee, u poolUse) (conds []summary.Cond, feasible bool) {
	conds, ok := a.guards(fn, c.call)
	if !ok {
		return nil, false
	}
	for _, cond := range u.conds {
		given, decided, told := a.passedCond(fn, c, cond)
		switch {
		case decided && !told:
			return nil, false
		case !decided:
			conds = append(conds, given)
		}
	}
	slices.SortFunc(conds, func(x, y summary.Cond) int {
		return cmp.Or(cmp.Compare(x.Arg, y.Arg), cmp.Compare(x.Path, y.Path), cmp.Compare(x.Is, y.Is))
	})
	conds = slices.Compact(conds)
	for i := 1; i < len(conds); i++ {
		if conds[i].Loc == conds[i-1].Loc {
			return nil, false
		}
	}
	return conds, len(conds) <= maxConds
}

// passedCond turns a condition on an argument of a call into one on what the
// callers of fn find, or decides it.
func (a *Analysis) passedCond(fn *ssa.Function, c callee, cond summary.Cond) (given summary.Cond, decided, holds bool) {
	if loc, ok := locOf(fn, c.at(cond.Loc)); ok && loc.Arg != summary.GlobalArg {
		cond.Loc = loc
		return cond, false, false
	}
	flag := cond.Is == summary.True || cond.Is == summary.False
	var v ssa.Value
	if cond.Path == "" && a.staticCallee(c.call) == c.fn {
		v = argument(c.call, c.fn, cond.Arg)
	}
	if k, ok := v.(*ssa.Const); ok {
		known, _ := valueOf(intrinsic(constSymbol(k)))
		return cond, true, known == cond.Is
	}
	return cond, true, flag // a flag may be either; what a handle is decides
}

// guards lists the conditions that decide whether control gets to a call; false
// where one is about a handle and can't be told.
func (a *Analysis) guards(fn *ssa.Function, call ssa.CallInstruction) ([]summary.Cond, bool) {
	var conds []summary.Cond
	for b := call.Block(); ; {
		d := b.Idom()
		if d == nil {
			mc := madeAt(b.Parent())
			if b.Parent() == fn || mc == nil {
				return conds, true
			}
			b = mc.Block() // what guards the literal guards what it does
			continue
		}
		if a.eitherWay(fn, b) {
			return nil, false
		}
		for i, s := range d.Succs {
			if s == b && len(b.Preds) == 1 {
				cond, about, ok := a.branch(fn, d, i)
				if about && !ok {
					return nil, false
				}
				if ok {
					conds = append(conds, cond)
				}
			}
		}
		b = d
	}
}

// branch tells what it says of an argument of fn that control leaves a block by
// its successor i, see guard.
func (a *Analysis) branch(fn *ssa.Function, b *ssa.BasicBlock, i int) (cond summary.Cond, about, ok bool) {
	branch, isBranch := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !isBranch {
		return cond, false, false
	}
	return a.guard(fn, branch.Cond, i == 0)
}

// eitherWay reports whether control gets to a block by one of several branches
// of which some are about a handle: if h == nil || h.tx == nil. Which one is not
// told to callers.
func (a *Analysis) eitherWay(fn *ssa.Function, b *ssa.BasicBlock) bool {
	some := false
	for _, p := range b.Preds {
		if _, ok := p.Instrs[len(p.Instrs)-1].(*ssa.If); !ok || len(b.Preds) == 1 {
			return false
		}
		_, about, _ := a.branch(fn, p, slices.Index(p.Succs, b))
		some = some || about
	}
	return some
}

// madeAt returns where a literal is made.
func madeAt(lit *ssa.Function) *ssa.MakeClosure {
	if lit.Parent() == nil {
		return nil
	}
	for _, b := range lit.Parent().Blocks {
		for _, instr := range b.Instrs {
			if mc, ok := instr.(*ssa.MakeClosure); ok && mc.Fn == ssa.Value(lit) {
				return mc
			}
		}
	}
	return nil
}

// guard tells what a branch says of an argument of fn. about reports whether it
// is about a handle, ok whether it can be told to callers.
func (a *Analysis) guard(fn *ssa.Function, v ssa.Value, taken bool) (cond summary.Cond, about, ok bool) {
	is := summary.False
	if taken {
		is = summary.True
	}
	switch x := v.(type) {
	case *ssa.UnOp:
		if x.Op == token.NOT {
			return a.guard(fn, x.X, !taken)
		}
	case *ssa.BinOp:
		return a.nilGuard(fn, x, taken)
	case *ssa.Extract:
		if ta, isAssert := x.Tuple.(*ssa.TypeAssert); isAssert { // q.(*sql.Tx)
			return cond, a.maybeTxType(ta.AssertedType) && a.ofArgument(fn, ta.X), false
		}
	case *ssa.Call:
		for _, arg := range x.Call.Args { // s.inTx()
			if a.holdsTx(arg.Type()) && a.ofArgument(fn, arg) {
				return cond, true, false
			}
		}
		return cond, false, false
	}
	loc, ok := a.argumentLoc(fn, v)
	return summary.Cond{Loc: loc, Is: is}, false, ok && isBool(v.Type())
}

// nilGuard tells what a comparison with nil says.
func (a *Analysis) nilGuard(fn *ssa.Function, x *ssa.BinOp, taken bool) (cond summary.Cond, about, ok bool) {
	v := x.X
	if isNilConst(v) {
		v = x.Y
	} else if !isNilConst(x.Y) {
		return cond, false, false
	}
	if x.Op != token.EQL && x.Op != token.NEQ || !a.mayHold(v.Type()) {
		return cond, false, false
	}
	cond.Is = summary.NonNil
	if (x.Op == token.EQL) == taken {
		cond.Is = summary.Nil
	}
	cond.Loc, ok = a.argumentLoc(fn, v)
	return cond, ok, ok
}

// argumentLoc finds a value among the arguments of fn; a variable that an
// argument was put into, and that is assigned later, counts as the argument.
func (a *Analysis) argumentLoc(fn *ssa.Function, v ssa.Value) (summary.Loc, bool) {
	if loc, ok := locOf(fn, a.originOf(v, "")); ok && loc.Arg != summary.GlobalArg {
		return loc, true
	}
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return summary.Loc{}, false
	}
	addr := load.X
	if fv, ok := addr.(*ssa.FreeVar); ok {
		addr = ir.Binding(fv)
	}
	alloc, ok := addr.(*ssa.Alloc)
	if !ok {
		return summary.Loc{}, false
	}
	for _, r := range *alloc.Referrers() {
		if s, ok := r.(*ssa.Store); ok && s.Addr == ssa.Value(alloc) {
			if p, ok := s.Val.(*ssa.Parameter); ok && p.Parent() == fn {
				return summary.Loc{Arg: argOf(fn, p)}, true
			}
		}
	}
	return summary.Loc{}, false
}

func (a *Analysis) ofArgument(fn *ssa.Function, v ssa.Value) bool {
	_, ok := a.argumentLoc(fn, v)
	return ok
}

// maybeTxType reports whether values of a type may be transactions.
func (a *Analysis) maybeTxType(t types.Type) bool { return a.maybeHandle(t) }

// holdsTx reports whether a value of type t is a struct with a transaction in
// one of its fields.
func (sc *Scope) holdsTx(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok || sc.isOpaque(t) {
		return false
	}
	for f := range st.Fields() {
		if sc.maybeHandle(f.Type()) {
			return true
		}
	}
	return false
}
