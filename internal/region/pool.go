package region

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// maxPoolUses bounds the uses of pools that a summary tells.
const maxPoolUses = 16

// A use of a pool by a function, and where in it.
type ownUse struct {
	summary.PoolUse
	at   ssa.CallInstruction
	told bool // a region of the function tells it
}

// poolUses lists the statements and openings of a function on handles that its
// callers can find. A function that asks its context for a handle may take the
// transaction from there: what it uses, it uses unless that context carries one.
// asks is that context, nil where it asks none.
func (a *Analysis) poolUses(fn *ssa.Function) (uses []*ownUse, asks *summary.Carrier) {
	var looked []asked
	for _, f := range a.bodies(fn) {
		for _, b := range f.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if _, async := instr.(*ssa.Go); !ok || async {
					continue
				}
				if a.asksContext(call) {
					looked = append(looked, a.askedAt(call))
				}
				uses = append(uses, a.usesAt(fn, call)...)
			}
		}
	}
	if len(looked) == 0 {
		return uses, nil
	}
	carrier := a.sameCarrier(fn, looked)
	return unlessCarried(uses, carrier), &carrier
}

// usesAt lists the uses of one call as the callers of fn find them.
func (a *Analysis) usesAt(fn *ssa.Function, call ssa.CallInstruction) []*ownUse {
	var list []*ownUse
	for _, c := range a.calledBy(call) {
		for _, u := range a.usesOf(c) {
			loc, ok := locOf(fn, u.origin)
			if !ok {
				continue
			}
			unless, ok := a.carrier(fn, u.unless)
			if !ok {
				continue
			}
			conds, feasible := a.condsOf(fn, c, u)
			if !feasible {
				continue
			}
			use := summary.PoolUse{Loc: loc, Opens: u.opens, Unless: unless, Conds: conds, Way: u.way}
			for _, after := range u.after {
				if at, ok := locOf(fn, c.at(after)); ok {
					use.After = append(use.After, at)
				}
			}
			list = append(list, &ownUse{PoolUse: use, at: call})
		}
	}
	return list
}

// tellUses notes of the uses of a function what following one of its
// transactions shows: those that come after its end, and those that are told in
// its region.
func (m *machine) tellUses(uses []*ownUse, ends bool) {
	for _, u := range uses {
		if ends && m.record.events[u.at] == nil {
			u.After = append(u.After, m.site.loc)
		}
		if m.record.pools[u.at] != nil {
			u.told = true
		}
	}
}

// choose makes of all uses those that a summary tells: shortest ways first, one
// a handle and condition.
func choose(uses []*ownUse) []summary.PoolUse {
	var list []summary.PoolUse
	for _, u := range uses {
		if !u.told {
			list = append(list, u.PoolUse)
		}
	}
	slices.SortStableFunc(list, func(x, y summary.PoolUse) int {
		return cmp.Or(cmp.Compare(x.Arg, y.Arg), cmp.Compare(x.Path, y.Path), cmp.Compare(btoi(x.Opens), btoi(y.Opens)),
			cmp.Compare(btoi(x.Unless.Is), btoi(y.Unless.Is)), cmp.Compare(x.Unless.Arg, y.Unless.Arg),
			cmp.Compare(len(x.Conds)+len(x.After), len(y.Conds)+len(y.After)), cmp.Compare(len(x.Way), len(y.Way)))
	})
	list = slices.CompactFunc(list, func(x, y summary.PoolUse) bool {
		free := len(x.Conds)+len(x.After) == 0 // it covers those with conditions
		return x.Loc == y.Loc && x.Opens == y.Opens && x.Unless == y.Unless && (free || slices.Equal(x.Conds, y.Conds) && slices.Equal(x.After, y.After))
	})
	return list[:min(len(list), maxPoolUses)]
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// bodies lists a function and the literals in it that run when it is called:
// that it calls or defers, or hands to a function that calls them.
func (a *Analysis) bodies(fn *ssa.Function) []*ssa.Function {
	list := []*ssa.Function{fn}
	for i := 0; i < len(list); i++ {
		for _, b := range list[i].Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if _, async := instr.(*ssa.Go); !ok || async {
					continue
				}
				for _, lit := range a.literalsOf(call) {
					if lit.Parent() == list[i] && !slices.Contains(list, lit) {
						list = append(list, lit)
					}
				}
			}
		}
	}
	return list
}

// literalsOf lists the literals that a call runs.
func (a *Analysis) literalsOf(call ssa.CallInstruction) []*ssa.Function {
	list := functions(call.Common().Value)
	fn := a.staticCallee(call)
	for i, arg := range call.Common().Args {
		if isLoopBody(arg) || fn != nil && a.callsArg(fn, paramIndex(call, fn, i)) {
			list = append(list, functions(arg)...)
		}
	}
	return slices.DeleteFunc(list, func(f *ssa.Function) bool { return ir.Object(f) != nil })
}

// commonPools joins what methods behind an interface's do to pools: what one
// of them does can happen, and what all of them give is given.
func commonPools(s *summary.Summary, all []*summary.Summary) {
	s.Gives = slices.Clone(all[0].Gives)
	for _, x := range all {
		if x.Asks {
			s.Asks, s.Key = true, x.Key
		}
		s.Gives = slices.DeleteFunc(s.Gives, func(g summary.Giving) bool { return !slices.Contains(x.Gives, g) })
		s.Pools = append(s.Pools, x.Pools...)
	}
}

// embeddedAt returns a summary as callers see it whose receiver embeds that of
// the method at a path of fields.
func embeddedAt(s *summary.Summary, path string) *summary.Summary {
	if path == "" {
		return s
	}
	out := *s
	out.Pools, out.Gives = slices.Clone(s.Pools), slices.Clone(s.Gives)
	for i := range out.Pools {
		if u := &out.Pools[i]; u.Arg == catalog.Recv {
			u.Path = path + u.Path
		}
	}
	for i := range out.Gives {
		if g := &out.Gives[i]; g.From.Arg == catalog.Recv {
			g.From.Path = path + g.From.Path
		}
	}
	return &out
}
