package summary

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// Waits reports whether the call at a node waits for other goroutines before it
// returns: itself, or in a function that it calls. Unlike an effect it counts
// also where the callee is handed a transaction, and is told in it.
func (p *Package) Waits(at ast.Node) bool {
	o := p.ops[at]
	if o == nil || o.async {
		return false
	}
	return waits(o.direct) || slices.ContainsFunc(o.callees, p.waitsIn)
}

func (p *Package) waitsIn(t target) bool {
	if t.fn == nil {
		return false
	}
	return slices.ContainsFunc(p.callees(t), func(fn *types.Func) bool {
		if n := p.funcs[fn]; n != nil {
			return waits(n.effects)
		}
		s := p.Of(fn)
		return s != nil && waits(s.Effects)
	})
}

func waits(effects []Effect) bool {
	return slices.ContainsFunc(effects, func(e Effect) bool { return e.Kind == catalog.Wait && !e.Async })
}

// Awaitable reports whether others can wait for a value of type t: it is a
// channel, or the models know a method of it that waits.
func (p *Package) Awaitable(t types.Type) bool {
	if _, ok := t.Underlying().(*types.Chan); ok {
		return true
	}
	named := namedOf(t)
	if named == nil {
		return false
	}
	for i := range named.NumMethods() {
		if m, ok := p.cat.Func(named.Method(i)); ok && m.Effect == catalog.Wait {
			return true
		}
	}
	return false
}
