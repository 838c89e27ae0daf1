package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// sites lists the transactions to follow through a function.
func (a *Analysis) sites(fn *ssa.Function) []*site {
	var list []*site
	a.ledger.read(runnerOf{fn})
	if cb := a.callbacks[fn]; cb != nil {
		s := &site{origin: Callback, root: fn, loc: cb.tx, run: cb, pos: fn.Pos(), pool: cb.pool}
		if p := param(fn, cb.tx.Arg); p != nil && cb.tx.Path == "" {
			s.typ = p.Type()
		}
		list = append(list, s)
	}
	if obj := ir.Object(fn); obj != nil {
		if tx, ok := a.Cat.Hook(obj); ok {
			s := &site{origin: Handed, root: fn, loc: summary.Loc{Arg: noArg}, pos: fn.Pos()}
			if tx >= 0 {
				s.loc.Arg, s.typ = tx, obj.Signature().Params().At(tx).Type()
			}
			list = append(list, s)
		}
	}
	list = append(list, a.argumentSites(fn, list)...)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				if s := a.openedSite(fn, call); s != nil {
					list = append(list, s)
				}
			}
		}
	}
	return list
}

// argumentSites follows what parameters hold: those that can be nothing but a
// transaction are regions.
func (a *Analysis) argumentSites(fn *ssa.Function, have []*site) []*site {
	var list []*site
	seen := map[summary.Loc]bool{}
	for _, s := range have {
		seen[s.loc] = true
	}
	add := func(loc summary.Loc, t types.Type, origin Origin) {
		if !seen[loc] {
			seen[loc] = true
			list = append(list, &site{origin: origin, root: fn, loc: loc, typ: t, pos: fn.Pos()})
		}
	}
	for _, p := range fn.Params {
		arg := argOf(fn, p)
		switch {
		case arg != catalog.Recv && a.Summaries.Role(p.Type()) == catalog.Tx:
			add(summary.Loc{Arg: arg}, p.Type(), Handed)
		case a.maybeHandle(p.Type()):
			add(summary.Loc{Arg: arg}, p.Type(), Argument)
		}
	}
	if fn.Object() == nil {
		return list // literals have no callers that could use more
	}
	for loc, t := range a.heldIn(fn) {
		add(loc, t, Argument)
	}
	for loc, t := range a.wrappedAgain(fn) {
		add(loc, t, Argument)
	}
	slices.SortStableFunc(list, func(x, y *site) int {
		if x.loc.Arg != y.loc.Arg {
			return x.loc.Arg - y.loc.Arg
		}
		return len(x.loc.Path) - len(y.loc.Path)
	})
	return list
}

// heldIn finds handles in fields of parameters: operands of calls that are
// loaded from there.
func (a *Analysis) heldIn(fn *ssa.Function) map[summary.Loc]types.Type {
	found := map[summary.Loc]types.Type{}
	visit := func(v ssa.Value) {
		loc, ok := a.fieldOf(fn, v)
		if ok && loc.Path != "" && a.maybeHandle(v.Type()) {
			found[loc] = v.Type()
		}
	}
	for _, f := range append([]*ssa.Function{fn}, fn.AnonFuncs...) {
		for _, b := range f.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					a.askedFor(fn, call, found)
					visit(call.Common().Value)
					for _, x := range call.Common().Args {
						visit(x)
						a.passedOn(fn, call, x, found)
					}
				}
			}
		}
	}
	return found
}

// wrappedAgain finds handles in parameters of a constructor: a function that
// returns what can hold them.
func (a *Analysis) wrappedAgain(fn *ssa.Function) map[summary.Loc]types.Type {
	found := map[summary.Loc]types.Type{}
	for r := range fn.Signature.Results().Variables() {
		if !a.wraps(r.Type(), 0) {
			continue
		}
		for i := range fn.Signature.Params().Len() {
			a.fieldsOf(fn.Signature.Params().At(i).Type(), func(path string, t types.Type) {
				found[summary.Loc{Arg: i, Path: path}] = t
			})
		}
	}
	return found
}

// fieldsOf lists the handles in the fields of a struct, or of what points to one.
func (sc *Scope) fieldsOf(t types.Type, each func(path string, t types.Type)) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || sc.isOpaque(t) {
		return
	}
	for f := range s.Fields() {
		if sc.maybeHandle(f.Type()) {
			each("."+f.Name(), f.Type())
		}
	}
}

// passedOn finds handles that a callee finds in what the function passes on:
// in its receiver's fields, say, when it calls another method of it.
func (a *Analysis) passedOn(fn *ssa.Function, call ssa.CallInstruction, x ssa.Value, found map[summary.Loc]types.Type) {
	loc, ok := a.fieldOf(fn, x)
	if !ok {
		return
	}
	callee := call.Common().StaticCallee()
	if callee == nil {
		return
	}
	obj := ir.Object(callee)
	if obj == nil {
		return
	}
	s := a.Summaries.Of(obj)
	if s == nil {
		return
	}
	for i, arg := range call.Common().Args {
		if arg != x {
			continue
		}
		if obj.Signature().Recv() != nil {
			i--
		}
		for _, p := range s.Params {
			if p.Arg == i && p.Path != "" {
				found[summary.Loc{Arg: loc.Arg, Path: loc.Path + p.Path}] = nil
			}
		}
	}
}

// fieldOf traces a value to a parameter of fn and the fields on the way.
func (sc *Scope) fieldOf(fn *ssa.Function, v ssa.Value) (summary.Loc, bool) {
	path := ""
	for range 12 {
		switch x := v.(type) {
		case *ssa.Parameter:
			return summary.Loc{Arg: argOf(fn, x), Path: path}, x.Parent() == fn
		case *ssa.FreeVar:
			p := ir.Captured(x)
			if p == nil || p.Parent() != fn {
				return summary.Loc{}, false
			}
			return summary.Loc{Arg: argOf(fn, p), Path: path}, true
		case *ssa.UnOp:
			v = x.X
		case *ssa.FieldAddr:
			path = sc.step(x.X.Type(), x.Field) + path
			v = x.X
		case *ssa.Field:
			path = sc.step(x.X.Type(), x.Field) + path
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.Extract: // of an assertion, or a context
			v = x.Tuple
		case *ssa.Call:
			parent, ok := sc.madeFrom(x)
			if !ok || parent == nil {
				return summary.Loc{}, false
			}
			v = parent
		case *ssa.Alloc:
			p := ir.Spilled(x)
			if p == nil {
				return summary.Loc{}, false
			}
			v = p
		default:
			return summary.Loc{}, false
		}
	}
	return summary.Loc{}, false
}

// staticCallee resolves a call without knowing the state it is made in.
func (sc *Scope) staticCallee(call ssa.CallInstruction) *types.Func {
	common := call.Common()
	if common.IsInvoke() {
		t := concrete(common.Value)
		if !types.IsInterface(t) {
			return methodOf(t, common.Method)
		}
		method := common.Method.Origin()
		if _, ok := sc.Cat.Func(method); !ok {
			if fn := sc.behind(t, method); fn != nil {
				return fn
			}
		}
		return method
	}
	if fn := common.StaticCallee(); fn != nil {
		return ir.Object(fn)
	}
	return nil
}
