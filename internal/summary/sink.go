package summary

import (
	"go/ast"
	"go/types"

	"github.com/txlint/txlint/internal/catalog"
)

// A sink is a place where a concrete value becomes an interface of the user's,
// or where what a function of another package returns as one is taken.
type sink struct {
	source
	iface *types.Interface
	to    []Slot // where it goes
}

// A source is an expression of a concrete type, or a call whose result is an
// interface.
type source struct {
	at     ast.Expr
	typ    types.Type  // the concrete type
	made   *types.Func // else: who made it
	result int
}

// wires notes where interface values go in a body. own says that it is the
// declaration's, not a literal's.
func (w *walker) wires(n *node, body ast.Node, own bool) {
	ast.Inspect(body, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncLit:
			w.wires(n, x.Body, false)
			return false
		case *ast.AssignStmt:
			if len(x.Lhs) == len(x.Rhs) {
				for i, lhs := range x.Lhs {
					w.assigned(n, lhs, x.Rhs[i])
				}
			}
		case *ast.CompositeLit:
			w.literalFields(n, x)
		case *ast.CallExpr:
			w.passed(n, x)
			w.provided(x)
		case *ast.ReturnStmt:
			w.returned(n, x, own)
		}
		return true
	})
}

// sink notes that e goes to some slots of type t.
func (w *walker) sink(n *node, e ast.Expr, t types.Type, to ...Slot) {
	iface := w.portType(t)
	if iface == nil {
		return
	}
	for _, r := range w.refs(n, e) {
		for _, s := range to {
			w.slots.flow(r.slot, s)
		}
	}
	for _, src := range w.sources(e, chase{}) {
		w.slots.sinks = append(w.slots.sinks, sink{src, iface, to})
	}
}

// assigned handles an assignment to a field, a package-level variable, a named
// result, or an element of one. Local variables are looked through.
func (w *walker) assigned(n *node, lhs, rhs ast.Expr) {
	t := w.pass.TypesInfo.TypeOf(lhs)
	if t == nil || w.portType(t) == nil {
		return
	}
	if id, ok := ast.Unparen(lhs).(*ast.Ident); ok {
		v, ok := w.object(id).(*types.Var)
		if !ok {
			return
		}
		if i := resultIndex(n.declared(), v); i >= 0 {
			w.sink(n, rhs, t, w.resultSlot(n.declared(), i))
		} else if isGlobal(v) {
			w.sink(n, rhs, t, w.globalSlot(v))
		}
		return
	}
	var to []Slot
	for _, r := range w.refs(n, lhs) {
		to = append(to, r.slot)
	}
	w.sink(n, rhs, t, to...)
}

func resultIndex(fn *types.Func, v *types.Var) int {
	if fn != nil {
		results := fn.Signature().Results()
		for i := range results.Len() {
			if results.At(i) == v {
				return i
			}
		}
	}
	return -1
}

// literalFields handles the fields of a struct literal.
func (w *walker) literalFields(n *node, lit *ast.CompositeLit) {
	t := w.pass.TypesInfo.TypeOf(lit)
	if t == nil {
		return
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok { // an element of []*T{{…}}
		t = ptr.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, elt := range lit.Elts {
		value := elt
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			id, ok := kv.Key.(*ast.Ident)
			if !ok {
				continue
			}
			value = kv.Value
			for k := range st.NumFields() {
				if st.Field(k).Name() == id.Name {
					i = k
				}
			}
		}
		if i < st.NumFields() {
			w.sink(n, value, st.Field(i).Type(), w.fieldSlot(t, []int{i}))
		}
	}
}

// passed handles the arguments of a call.
func (w *walker) passed(n *node, call *ast.CallExpr) {
	tv := w.pass.TypesInfo.Types[call.Fun]
	if tv.Type == nil || tv.IsType() || tv.IsBuiltin() {
		return
	}
	sig, ok := tv.Type.Underlying().(*types.Signature)
	if !ok {
		return
	}
	fn := calleeOf(w.pass.TypesInfo, call)
	for i, a := range call.Args {
		index := paramIndex(sig, i)
		if index >= sig.Params().Len() {
			continue // a call with several results as arguments
		}
		to := Anywhere
		if fn != nil && !ofInterface(fn) {
			to = w.paramSlot(fn, index)
		}
		w.sink(n, a, sig.Params().At(index).Type(), to)
	}
}

// returned handles a return. What a literal returns can go anywhere.
func (w *walker) returned(n *node, ret *ast.ReturnStmt, own bool) {
	fn := n.declared()
	for i, e := range ret.Results {
		if own && fn != nil && len(ret.Results) == fn.Signature().Results().Len() {
			w.sink(n, e, fn.Signature().Results().At(i).Type(), w.resultSlot(fn, i))
		}
	}
}

// isSource reports whether values of type t are of a concrete type that can
// stand behind an interface.
func (w *walker) isSource(t types.Type) bool {
	return !types.IsInterface(t) && w.portType(t) == nil && namedOf(t) != nil
}

// sources lists what becomes an interface where e does: through local
// variables, conversions, and literals of containers.
func (w *walker) sources(e ast.Expr, c chase) []source {
	e = ast.Unparen(e)
	t := w.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return nil
	}
	if w.isSource(t) {
		return []source{{at: e, typ: t}}
	}
	switch x := e.(type) {
	case *ast.CompositeLit:
		return w.allSources(x.Elts, c)
	case *ast.KeyValueExpr:
		return w.sources(x.Value, c)
	case *ast.CallExpr:
		if tv := w.pass.TypesInfo.Types[x.Fun]; tv.IsType() || tv.IsBuiltin() { // a conversion, append
			return w.allSources(x.Args, c)
		}
		if fn := calleeOf(w.pass.TypesInfo, x); fn != nil && fn.Pkg() != w.pass.Pkg && !ofInterface(fn) {
			return []source{{at: x, made: fn.Origin()}}
		}
	case *ast.Ident:
		v, ok := w.object(x).(*types.Var)
		if !ok || isGlobal(v) || c.met(v) {
			return nil
		}
		return w.allSources(w.defs[v], c)
	}
	return nil
}

func (w *walker) allSources(list []ast.Expr, c chase) []source {
	var all []source
	for _, e := range list {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if e != nil {
			all = append(all, w.sources(e, c)...)
		}
	}
	return all
}

// portType returns the interface of the user's that values of type t, or its
// elements, are behind; nil for all other types.
func (p *Package) portType(t types.Type) *types.Interface {
	for {
		switch u := types.Unalias(t).(type) {
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		case *types.Chan:
			t = u.Elem()
		case *types.Pointer:
			t = u.Elem()
		case *types.Named:
			iface, ok := u.Underlying().(*types.Interface)
			if !ok || iface.NumMethods() == 0 || u.Obj().Pkg() == nil || p.cat.Covers(u.Obj().Pkg().Path()) == catalog.Opaque {
				return nil
			}
			return iface
		default:
			return nil
		}
	}
}
