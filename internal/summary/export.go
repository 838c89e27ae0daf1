package summary

import (
	"go/types"
	"slices"
	"strings"
)

// facts are those of a package that are about to be exported: that of each type
// by its name, and under nil that of the package.
type facts map[types.Object]*Fact

func (all facts) of(holder types.Object) *Fact {
	f := all[holder]
	if f == nil {
		f = &Fact{}
		all[holder] = f
	}
	return f
}

// tell puts the summary of a function into the fact that tells of it, where
// other packages can call it and it does something.
func (all facts) tell(fn *types.Func, s Summary) {
	if holder, ok := holderOf(fn); ok && visible(fn) && !s.IsZero() {
		f := all.of(holder)
		f.Members = append(f.Members, Member{fn.Name(), s})
	}
}

// Export exports the summaries that other packages can ask for.
func (p *Package) Export() {
	all := facts{}
	p.tellWiring(all)
	given := p.givenGlobals()
	for _, n := range p.decls {
		if holder, ok := holderOf(n.fn); !p.inTest(n.fn) && ok && (holder == nil || !p.hides(holder)) {
			all.tell(n.fn, p.exported(n, given))
		}
	}
	p.tellReachable(all)
	p.tellHidden(all, func(fn *types.Func) Summary {
		if n := p.funcs[fn]; n != nil {
			return p.exported(n, given)
		}
		if s := p.Of(fn); s != nil {
			return *s
		}
		return Summary{}
	})
	for fn, s := range p.declared {
		if p.funcs[fn] == nil {
			all.tell(fn, *s)
		}
	}
	p.tellHiddenAgain(all)
	for tn, alike := range p.alike {
		if tn.Exported() && len(alike) > 0 {
			all.of(tn).Own.Alike = alike
		}
	}
	for holder, f := range all {
		slices.SortFunc(f.Members, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
		if holder == nil {
			p.pass.ExportPackageFact(f)
		} else {
			p.pass.ExportObjectFact(holder, f)
		}
	}
}

// exported returns what others are told of a function.
func (p *Package) exported(n *node, given map[*types.Var]bool) Summary {
	sum := *n.sum
	sum.Effects = known(sum.Effects)
	sum.Pools = slices.DeleteFunc(slices.Clone(sum.Pools), func(u PoolUse) bool {
		v := p.global(u.Loc)
		return v != nil && !v.Exported() && !given[v]
	})
	if n.fn.Signature().Recv() != nil && p.forTests(n.fn) {
		sum.Effects, sum.Ports = nil, nil
	}
	return sum
}

// givenGlobals lists the package-level variables of which functions that
// other packages can call open transactions, or which they return. Of others that are not
// exported no other package can have a transaction open.
func (p *Package) givenGlobals() map[*types.Var]bool {
	given := map[*types.Var]bool{}
	for _, n := range p.decls {
		if !visible(n.fn) {
			continue
		}
		if o := n.sum.Opens; o != nil && o.Pool != nil {
			given[p.global(*o.Pool)] = true
		}
		for _, r := range n.sum.Runs {
			if r.Pool != nil {
				given[p.global(*r.Pool)] = true
			}
		}
		for _, g := range n.sum.Gives {
			given[p.global(g.From)] = true
		}
	}
	return given
}

// global returns the variable of the package that a location begins at, or nil.
func (p *Package) global(loc Loc) *types.Var {
	rest, own := strings.CutPrefix(loc.Path, p.pass.Pkg.Path()+".")
	if loc.Arg != GlobalArg || !own {
		return nil
	}
	name, _, _ := strings.Cut(rest, ".")
	v, _ := p.pass.Pkg.Scope().Lookup(name).(*types.Var)
	return v
}

// visible reports whether code of another package can call fn.
func visible(fn *types.Func) bool { return fn.Exported() }
