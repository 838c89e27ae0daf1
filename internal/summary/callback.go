package summary

import (
	"slices"
)

// Functions as arguments: which of them a call runs.

// callsArg reports whether a call runs the function it is given at index
// before it returns, and whether it does so in a goroutine.
func (p *Package) callsArg(o *op, a argument) (calls, async bool) {
	index := a.index
	for _, t := range o.callees {
		if t.fn == nil {
			if t.lit != nil {
				return false, false // parameters of literals are not followed
			}
			continue
		}
		if m, ok := p.cat.Func(t.fn); ok {
			if a.field == "" && (slices.Contains(m.Calls, index) || m.Goroutine) {
				return true, m.Goroutine
			}
			continue
		}
		if n := p.funcs[t.fn]; n != nil {
			for c := range n.calls {
				if n.params[c.param] == index && c.field == a.field {
					return true, false
				}
			}
			continue
		}
		if s := p.Of(t.fn); s != nil && s.calls(index, a.field) {
			return true, false
		}
	}
	return false, false
}

func (s *Summary) calls(param int, field string) bool {
	if field != "" {
		return slices.Contains(s.Fields, Field{param, field})
	}
	return slices.Contains(s.Calls, param)
}

// runsArg reports whether a call runs a function that it is given inside a
// transaction.
func (p *Package) runsArg(o *op, a argument) bool {
	for _, t := range o.callees {
		if t.fn == nil {
			continue
		}
		if m, ok := p.cat.Func(t.fn); ok {
			if m.Runs != nil && m.Runs.Callback == a.index && a.field == "" {
				return true
			}
			continue
		}
		if s := p.Of(t.fn); s != nil && (slices.ContainsFunc(s.Runs, func(r Run) bool { return r.Calls(a.index, a.field) }) || p.runsSupposed(s, a)) {
			return true
		}
	}
	return false
}

// called lists what an operation calls of the declaration's parameters.
func (p *Package) called(o *op) []callback {
	var vars []callback
	collect := func(ts []target) {
		for _, t := range ts {
			if t.param != nil {
				vars = append(vars, callback{t.param, t.field})
			}
			if t.lit != nil {
				for c := range t.lit.calls {
					vars = append(vars, c)
				}
			}
		}
	}
	if o.async {
		return nil
	}
	collect(o.callees)
	for _, a := range o.args {
		if calls, async := p.callsArg(o, a); calls && !async {
			collect(a.to)
		}
	}
	return vars
}
