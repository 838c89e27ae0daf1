package summary

import (
	"slices"
)

// Summaries of functions that call each other are composed again and again until
// none changes. Who calls whom is known before: what calls nothing that has
// changed is left alone.

// link notes of each node which others read it.
func (p *Package) link() {
	p.nodes = append(slices.Clone(p.lits), p.decls...)
	for _, n := range p.nodes {
		for _, o := range n.ops {
			p.linkTo(n, o.callees)
			for _, a := range o.args {
				p.linkTo(n, a.to)
			}
		}
	}
	for _, d := range p.dispatches {
		for _, fn := range d.fns {
			if m := p.funcs[fn]; m != nil {
				m.readers = append(m.readers, &d.node)
			}
		}
		p.nodes = append(p.nodes, &d.node)
	}
}

// linkTo notes that a node reads what is behind targets.
func (p *Package) linkTo(n *node, to []target) {
	for _, t := range to {
		m := t.lit
		if t.fn != nil {
			m = p.funcs[t.fn]
			if d := p.dispatchOf(t); d != nil {
				m = &d.node
			}
		}
		if m != nil && (len(m.readers) == 0 || m.readers[len(m.readers)-1] != n) {
			m.readers = append(m.readers, n)
		}
	}
}

// settle runs a step on all nodes, in turn, and again on those that read one that
// it changed, until there is none.
func (p *Package) settle(step func(n *node) (changed bool)) {
	for _, n := range p.nodes {
		n.stale = true
	}
	for again := true; again; {
		again = false
		for _, n := range p.nodes {
			if !n.stale {
				continue
			}
			n.stale = false
			if !step(n) {
				continue
			}
			again = true
			n.touch()
		}
	}
}

// touch notes that a node has changed.
func (n *node) touch() {
	for _, r := range n.readers {
		r.stale = true
	}
}

// Resolve composes the effects anew, now that it is known which functions are
// handed transactions by a type of the user's, and which run their callbacks
// inside one: what happens there is reported there.
func (p *Package) Resolve() {
	for _, n := range p.nodes {
		n.effects = nil
	}
	for _, d := range p.dispatches {
		d.best, d.read, d.certain = nil, nil, false
	}
	p.solve()
}

// solve composes effects bottom-up. Ways only become shorter and kinds more,
// so it ends.
func (p *Package) solve() {
	p.settle(p.compose)
	for _, n := range p.decls {
		n.sum.Effects, n.sum.Streams = n.effects, p.streamsOf(n.fn)
		if d := p.declared[n.fn]; d != nil {
			n.sum.Pure, n.sum.Never = d.Pure, d.Never
			if d.overrides() {
				n.sum.Effects = d.Effects
			}
		}
		n.tellCalls()
	}
	p.solvePorts()
	p.solveForwards()
}

func (p *Package) compose(n *node) bool {
	if n.dispatch != nil {
		return p.choose(n.dispatch)
	}
	changed := false
	for _, o := range n.ops {
		p.each(o, func(e Effect, _ bool) {
			effects, news := add(n.effects, e)
			n.effects, changed = effects, changed || news
		})
		changed = p.composeStreams(n, o) || changed
		for _, c := range p.called(o) {
			if !n.calls[c] {
				n.calls[c] = true
				changed = true
			}
		}
	}
	return changed
}
