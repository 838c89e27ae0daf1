package summary

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
)

// An Offer is a function that is handed to a method of an interface of the
// user's. Where a runner is wired in, it runs inside a transaction.
type Offer struct {
	Port     Port // the method
	Callback int  // the parameter that takes the function
	At       Frame
	Function string   // who hands it, for people
	Effects  []Effect // what the function does
	Ports    []Port
}

// A Forward says that a function hands one of its parameters to a method of an
// interface of the user's.
type Forward struct {
	Port     Port
	Callback int // the parameter of the method
	Param    int // that of the function
}

func compareOffers(a, b Offer) int {
	return cmp.Or(compareFrames(a.At, b.At), cmp.Compare(a.Port.Method, b.Port.Method), cmp.Compare(a.Port.Slot, b.Port.Slot), cmp.Compare(a.Callback, b.Callback))
}

// eachOffer yields the functions that an operation hands to methods of
// interfaces, itself or by what it calls.
func (p *Package) eachOffer(o *op, yield func(x Port, callback int, to target, pos token.Pos)) {
	give := func(x Port, callback, index int) {
		for _, a := range o.args {
			if a.index != index || a.field != "" {
				continue
			}
			for _, to := range a.to {
				yield(x, callback, to, a.pos)
			}
		}
	}
	for _, t := range o.callees {
		switch {
		case t.fn == nil || o.async:
		case t.iface:
			if !p.followed(t) {
				continue
			}
			for _, a := range o.args {
				if !mayRun(t.fn, a.index) || p.runsBehind(t.fn, a.index) {
					continue // the callback of a runner that is seen is a region
				}
				for _, r := range t.recv {
					give(Port{methodID(t.fn), r.slot, r.arg}, a.index, a.index)
				}
			}
		default:
			for _, f := range p.forwardsOf(t.fn) {
				p.passOn(o, f.Port, func(x Port) { give(x, f.Callback, f.Param) })
			}
		}
	}
}

// mayRun reports whether a method may run a parameter inside a transaction:
// whether to commit is told by its error.
func mayRun(method *types.Func, index int) bool {
	params := method.Signature().Params()
	if index >= params.Len() {
		return false
	}
	sig, ok := params.At(index).Type().Underlying().(*types.Signature)
	if !ok || sig.Results().Len() == 0 {
		return false
	}
	last := sig.Results().At(sig.Results().Len() - 1).Type()
	return types.Identical(last, types.Universe.Lookup("error").Type())
}

// runsBehind reports whether a runner can be seen behind a method.
func (p *Package) runsBehind(method *types.Func, callback int) bool {
	return slices.ContainsFunc(p.impls.of(method), func(fn *types.Func) bool {
		return slices.ContainsFunc(p.runsOf(fn), func(r Run) bool { return r.Calls(callback, "") })
	})
}

// runsOf lists the callbacks that a function runs inside a transaction.
func (p *Package) runsOf(fn *types.Func) []Run {
	if m, ok := p.cat.Func(fn); ok {
		if m.Runs == nil {
			return nil
		}
		return []Run{{Callback: m.Runs.Callback, Retried: m.Runs.Retried}}
	}
	if s := p.Of(fn); s != nil {
		return s.Runs
	}
	return nil
}

func (p *Package) forwardsOf(fn *types.Func) []Forward {
	if n := p.funcs[fn]; n != nil {
		return n.sum.Forwards
	}
	if s := p.Of(fn); s != nil {
		return s.Forwards
	}
	return nil
}

// solveForwards finds the parameters that functions hand to methods of
// interfaces.
func (p *Package) solveForwards() {
	p.settle(func(n *node) (changed bool) {
		decl := p.funcs[n.declared()]
		if decl == nil || n.dispatch != nil {
			return false
		}
		for _, o := range n.ops {
			p.eachOffer(o, func(x Port, callback int, to target, _ token.Pos) {
				for _, v := range to.runs() {
					f := Forward{x, callback, decl.params[v]}
					if len(decl.sum.Forwards) < maxForwards && !slices.Contains(decl.sum.Forwards, f) {
						decl.sum.Forwards = append(decl.sum.Forwards, f)
						changed = true
						decl.touch()
					}
				}
			})
		}
		return changed
	})
}

const maxForwards = 8

// runs lists the parameters of the declaration that running a target calls.
func (t target) runs() []*types.Var {
	if t.param != nil && t.field == "" {
		return []*types.Var{t.param}
	}
	var vars []*types.Var
	if t.lit != nil {
		for c := range t.lit.calls {
			if c.field == "" {
				vars = append(vars, c.param)
			}
		}
		slices.SortFunc(vars, func(a, b *types.Var) int { return cmp.Compare(a.Pos(), b.Pos()) })
	}
	return vars
}

// offers lists the functions with effects or ports that the package hands to
// methods of interfaces, those of test files left out.
func (p *Package) offers() []Offer {
	var list []Offer
	for _, n := range append(slices.Clone(p.lits), p.decls...) {
		fn := n.declared()
		if fn == nil || p.inTest(fn) {
			continue
		}
		for _, o := range n.ops {
			p.eachOffer(o, func(x Port, callback int, to target, pos token.Pos) {
				offer := Offer{Port: x, Callback: callback, Function: p.Display(fn), At: p.frame("", o.pos)}
				offer.Effects, offer.Ports = p.doing(to, pos)
				if len(offer.Effects) > 0 || len(offer.Ports) > 0 {
					list = append(list, offer)
				}
			})
		}
	}
	return list
}

// doing lists the effects and ports of running a function value.
func (p *Package) doing(t target, pos token.Pos) (effects []Effect, ports []Port) {
	p.run(t, pos, false, func(e Effect, _ bool) {
		if e.counts() {
			effects, _ = add(effects, e)
		}
	})
	switch {
	case t.lit != nil:
		ports = t.lit.ports
	case t.fn != nil && !t.iface:
		ports = slices.DeleteFunc(slices.Clone(p.portsOf(t.fn)), func(x Port) bool { return x.Arg > 0 })
	}
	return effects, ports
}
