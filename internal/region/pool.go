package region

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// maxPoolUses bounds the uses of pools that a summary tells.
const maxPoolUses = 16

// poolUses lists the statements and openings of a function on handles that its
// callers can find, shortest way first. A function that looks into its context
// may take the transaction from there: of it nothing is told.
func (a *Analysis) poolUses(fn *ssa.Function) []summary.PoolUse {
	type id struct {
		loc   summary.Loc
		opens bool
	}
	best := map[id]summary.PoolUse{}
	// Who is handed a transaction opens one where there is none.
	obj := ir.Object(fn)
	owner := obj != nil && a.Summaries.Handed(obj)
	for _, f := range a.bodies(fn) {
		for _, b := range f.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				if a.asksContext(call) {
					return nil
				}
				for _, u := range a.usesOf(call) {
					if u.opens && owner {
						continue
					}
					loc, ok := locOf(fn, u.origin)
					if !ok {
						continue
					}
					k := id{loc, u.opens}
					if old, ok := best[k]; !ok || len(u.way) < len(old.Way) {
						best[k] = summary.PoolUse{Loc: loc, Opens: u.opens, Way: u.way}
					}
				}
			}
		}
	}
	var list []summary.PoolUse
	for _, u := range best {
		list = append(list, u)
	}
	slices.SortFunc(list, func(x, y summary.PoolUse) int {
		return cmp.Or(cmp.Compare(x.Arg, y.Arg), cmp.Compare(x.Path, y.Path), cmp.Compare(btoi(x.Opens), btoi(y.Opens)))
	})
	return list[:min(len(list), maxPoolUses)]
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// bodies lists a function and the literals in it that it calls or defers
// itself.
func (a *Analysis) bodies(fn *ssa.Function) []*ssa.Function {
	list := []*ssa.Function{fn}
	for i := 0; i < len(list); i++ {
		for _, b := range list[i].Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if _, async := instr.(*ssa.Go); !ok || async {
					continue
				}
				if lit := call.Common().StaticCallee(); lit != nil && lit.Parent() == list[i] {
					list = append(list, lit)
				}
			}
		}
	}
	return list
}

// asksContext reports whether a call reads a value from a context, or is given
// one and returns a handle.
func (a *Analysis) asksContext(call ssa.CallInstruction) bool {
	fn := a.staticCallee(call)
	if fn == nil {
		return false
	}
	if fn.FullName() == "(context.Context).Value" {
		return true
	}
	results := fn.Signature().Results()
	if _, known := a.Cat.Func(fn); known || results.Len() == 0 {
		return false
	}
	if !a.maybeHandle(results.At(0).Type()) {
		return false
	}
	params := fn.Signature().Params()
	for i := range params.Len() {
		if isContext(params.At(i).Type()) {
			s, _ := a.summary(fn)
			return s == nil || s.Opens == nil
		}
	}
	return false
}

// A poolUse is a use of a handle by one call.
type poolUse struct {
	origin origin
	loc    summary.Loc // in the call
	opens  bool
	way    []summary.Frame
}

// usesOf lists what a call does on handles that are not known to be
// transactions.
func (sc *Scope) usesOf(call ssa.CallInstruction) []poolUse {
	fn := sc.staticCallee(call)
	if fn == nil {
		return nil
	}
	frame := sc.frame(call, fn)
	if model, ok := sc.Cat.Func(fn); ok {
		on, opens := catalog.Recv, true
		switch {
		case model.Stmt != nil && !model.Stmt.Late:
			on, opens = model.Stmt.On, false
		case model.Opens != nil:
			on = model.Opens.From
		case model.Runs != nil:
			on = model.Runs.From
		default:
			return nil
		}
		v := argument(call, fn, on)
		if v == nil {
			return nil
		}
		switch sc.Summaries.Role(concrete(v)) {
		case catalog.Tx, catalog.Session:
			return nil
		}
		return []poolUse{{sc.originOf(v, ""), summary.Loc{Arg: on}, opens, []summary.Frame{frame}}}
	}
	s, known := sc.summary(fn)
	if !known || s == nil {
		return nil
	}
	var uses []poolUse
	for _, u := range s.Pools {
		x := poolUse{loc: u.Loc, opens: u.Opens, way: summary.Extend(frame, u.Way)}
		if u.Arg == summary.GlobalArg {
			x.origin = sc.global(u.Path)
		} else if v := argument(call, fn, u.Arg); v != nil {
			x.origin = sc.originOf(v, u.Path)
		}
		uses = append(uses, x)
	}
	return uses
}

// frame describes a call for people: as the code has it, so for a call through
// an interface by the interface's method.
func (sc *Scope) frame(call ssa.CallInstruction, fn *types.Func) summary.Frame {
	pos := call.Common().Pos()
	if expr := sc.program.CallExpr(call); expr != nil {
		pos = expr.Pos()
	}
	if call.Common().IsInvoke() {
		fn = call.Common().Method
	}
	return sc.Summaries.Frame(fn, pos)
}

// pool notes what a call does on the pool of the open transaction.
func (m *machine) pool(f *frame, op operation, st state) {
	if st.life != summary.Open || !m.site.pool.known() || m.maybeTx() {
		return
	}
	if call, ok := op.instr.(*ssa.Call); ok && call == m.site.call {
		return
	}
	for _, u := range m.usesOf(op.instr) {
		if u.origin != m.site.pool || u.loc.Arg != summary.GlobalArg && op.at(st.env, u.loc) == (txSymbol{}) {
			continue
		}
		at, _ := m.where(f, op.instr)
		if old := m.record.pools[at]; old == nil || u.opens && !old.opens {
			m.record.pools[at] = &u
		}
	}
}

// maybeTx reports whether the pool may be a transaction itself: it is a
// parameter of a type that serves as both.
func (m *machine) maybeTx() bool {
	p, ok := m.site.pool.root.(*ssa.Parameter)
	return ok && m.site.pool.path == "" && m.Summaries.Role(p.Type()) == catalog.Either
}

// poolName renders a pool for people: "s.db".
func (s *site) poolName() string {
	if s.pool.root == nil {
		return ""
	}
	return s.pool.root.Name() + s.pool.path
}

// poolOf is fromLoc for a pool that may not be known.
func (sc *Scope) poolOf(call ssa.CallInstruction, loc *summary.Loc) origin {
	if loc == nil {
		return origin{}
	}
	return sc.fromLoc(call, *loc)
}

// fromLoc finds in a call what its callee finds at a location.
func (sc *Scope) fromLoc(call ssa.CallInstruction, loc summary.Loc) origin {
	if loc.Arg == summary.GlobalArg {
		return sc.global(loc.Path)
	}
	fn := sc.staticCallee(call)
	if fn == nil {
		return origin{}
	}
	if v := argument(call, fn, loc.Arg); v != nil {
		return sc.originOf(v, loc.Path)
	}
	return origin{}
}
