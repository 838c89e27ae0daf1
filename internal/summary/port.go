package summary

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// A Port is a call through an interface of the user's of which no
// implementation with an effect can be seen: who wires one in decides what it
// does.
type Port struct {
	Method uint32 // the interface's method
	Slot   Slot   // where the value is kept whose method is called
	Arg    int    // the parameter of the function that it is, counted from one, or 0
}

// methodID is the same for a method of a generic interface and for those of its
// instances, whose Origin is not always that of the generic one.
func methodID(fn *types.Func) uint32 {
	if named := namedOf(fn.Signature().Recv().Type()); named != nil && named.Obj().Pkg() != nil {
		return hash(fullName(named.Origin().Obj()) + "." + fn.Name())
	}
	return hash(fn.FullName())
}

// maxPorts bounds the ports of one function.
const maxPorts = 64

// solvePorts composes the ports of functions with those of what they call.
func (p *Package) solvePorts() {
	for _, n := range p.nodes {
		n.ports = nil
	}
	p.settle(func(n *node) (changed bool) {
		if n.dispatch != nil {
			return p.portsBehind(n.dispatch)
		}
		for _, o := range n.ops {
			p.eachPort(o, func(x Port, _ bool) {
				if len(n.ports) < maxPorts && !slices.Contains(n.ports, x) {
					n.ports = append(n.ports, x)
					changed = true
				}
			})
		}
		return changed
	})
}

// portsBehind collects the ports of the methods behind one of an interface.
func (p *Package) portsBehind(d *dispatch) bool {
	has := map[Port]bool{}
	var ports []Port
	for _, fn := range d.fns {
		for _, x := range p.portsOf(fn) {
			if !has[x] {
				has[x] = true
				ports = append(ports, x)
			}
		}
	}
	changed := !slices.Equal(ports, d.ports)
	d.ports = ports
	return changed
}

// eachPort yields the ports of an operation. literal says that the call stands
// in the body of a literal of the same function.
func (p *Package) eachPort(o *op, yield func(x Port, literal bool)) {
	p.eachTarget(o, func(t target, _ token.Pos, async bool) {
		if async || t.fn == nil && t.lit == nil {
			return
		}
		if t.lit != nil {
			for _, x := range t.lit.ports {
				yield(x, true)
			}
			return
		}
		if p.unresolved(t) {
			for _, r := range t.recv {
				yield(Port{methodID(t.fn), r.slot, r.arg}, false)
			}
		}
		for _, x := range p.portsAt(t) {
			p.passOn(o, x, func(x Port) { yield(x, false) })
		}
	})
}

// portsAt lists the ports of what a target runs.
func (p *Package) portsAt(t target) []Port {
	if !t.iface {
		return p.portsOf(t.fn)
	}
	if d := p.behind[t.fn]; d != nil {
		return d.ports
	}
	if fns := p.callees(t); len(fns) == 1 { // told by a directive
		return p.portsOf(fns[0])
	}
	return nil
}

// passOn turns a port of a callee into one of its caller: a parameter is what
// the call passes there.
func (p *Package) passOn(o *op, x Port, yield func(Port)) {
	if x.Arg == 0 {
		yield(x)
		return
	}
	passed := false
	for _, a := range o.passes {
		if a.index == x.Arg-1 {
			passed = true
			for _, r := range a.to {
				yield(Port{x.Method, r.slot, r.arg})
			}
		}
	}
	if !passed {
		yield(Port{Method: x.Method})
	}
}

// unresolved reports whether a call goes through an interface of the user's,
// and nothing with an effect can be seen behind it.
func (p *Package) unresolved(t target) bool {
	d := p.behind[t.fn]
	return p.followed(t) && (d == nil || !d.certain)
}

// followed reports whether a call goes through an interface whose
// implementations count. Those that handles of databases implement run
// statements.
func (p *Package) followed(t target) bool {
	if !t.iface || t.fn.Pkg() == nil || p.declaredFor(t.fn).overrides() {
		return false
	}
	if _, ok := p.cat.Func(t.fn); ok || p.cat.Covers(t.fn.Pkg().Path()) == catalog.Opaque {
		return false
	}
	named := namedOf(t.fn.Signature().Recv().Type())
	return named != nil && !p.impls.plain(t.fn) && !p.impls.database(named)
}

// portsOf lists the ports of a function. Those of one that is handed a
// transaction are told in it, and not again at its callers.
func (p *Package) portsOf(fn *types.Func) []Port {
	if p.declaredFor(fn).overrides() || p.Handed(fn) {
		return nil
	}
	if n := p.funcs[fn]; n != nil {
		return n.ports
	}
	if s := p.Of(fn); s != nil {
		return s.Ports
	}
	return nil
}

// PortsAt lists the ports of the operation at a node, like EffectsAt; with
// literals, those in literals that the operation runs as well.
func (p *Package) PortsAt(at ast.Node, literals bool) []Port {
	o := p.ops[at]
	if o == nil {
		return nil
	}
	var ports []Port
	p.eachPort(o, func(x Port, literal bool) {
		if literals || !literal {
			ports = append(ports, x)
		}
	})
	return ports
}
