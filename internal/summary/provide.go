package summary

import (
	"go/ast"
	"go/types"
)

// Containers of dependencies are given functions, call them, and hand what they
// return to whoever takes its type: another function that they are given.

// provided handles a call that gives functions to a container.
func (w *walker) provided(call *ast.CallExpr) {
	fn := calleeOf(w.pass.TypesInfo, call)
	if fn == nil {
		return
	}
	if m, ok := w.cat.Func(fn); !ok || !m.Provides {
		return
	}
	as := w.namedInterfaces(call)
	for _, a := range call.Args {
		if fn := w.function(a); fn != nil {
			w.provides(a, fn, as)
			w.link(fn)
		}
	}
}

// function returns the function that an expression names, or nil.
func (w *walker) function(e ast.Expr) *types.Func {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		fn, _ := w.object(e).(*types.Func)
		return fn
	case *ast.SelectorExpr:
		fn, _ := w.object(e.Sel).(*types.Func)
		return fn
	}
	return nil
}

// namedInterfaces lists the interfaces that the options of a call name: I of
// As(new(I)).
func (w *walker) namedInterfaces(call *ast.CallExpr) []*types.Interface {
	var list []*types.Interface
	for _, a := range call.Args {
		option, ok := ast.Unparen(a).(*ast.CallExpr)
		if !ok {
			continue
		}
		for _, x := range option.Args {
			if made, ok := ast.Unparen(x).(*ast.CallExpr); ok && w.pass.TypesInfo.Types[made.Fun].IsBuiltin() {
				if iface := w.portType(w.pass.TypesInfo.TypeOf(made)); iface != nil {
					list = append(list, iface)
				}
			}
		}
	}
	return list
}

// provides notes what a function returns as an interface: that of another
// package, or one that options name. Who takes it may be given to the container
// elsewhere.
func (w *walker) provides(at ast.Expr, fn *types.Func, as []*types.Interface) {
	results := fn.Signature().Results()
	for i := range results.Len() {
		t := results.At(i).Type()
		if iface := w.portType(t); iface != nil {
			if fn.Pkg() != w.pass.Pkg {
				w.slots.sinks = append(w.slots.sinks, sink{source{at: at, made: fn.Origin(), result: i}, iface, []Slot{Anywhere}})
			}
			continue
		}
		for _, iface := range as {
			if namedOf(t) != nil && types.Implements(t, iface) {
				w.slots.sinks = append(w.slots.sinks, sink{source{at: at, typ: t}, iface, []Slot{Anywhere}})
			}
		}
	}
}

// link joins a function with those that the package has given to containers
// before: results with the parameters of the same type.
func (w *walker) link(fn *types.Func) {
	for _, other := range w.slots.provided {
		w.feeds(fn, other)
		w.feeds(other, fn)
	}
	w.slots.provided = append(w.slots.provided, fn)
}

func (w *walker) feeds(from, to *types.Func) {
	results, params := from.Signature().Results(), to.Signature().Params()
	for i := range results.Len() {
		for j := range params.Len() {
			if t := results.At(i).Type(); w.portType(t) != nil && types.Identical(t, params.At(j).Type()) {
				w.slots.flow(w.resultSlot(from, i), w.paramSlot(to, j))
			}
		}
	}
}
