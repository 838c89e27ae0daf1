package summary

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/txlint/txlint/internal/catalog"
)

// walker reads one declaration.
type walker struct {
	*Package
	defs map[*types.Var][]ast.Expr // right-hand sides of local variables; a nil expression is unknown
	lits map[*ast.FuncLit]*node
	body ast.Node

	params map[*types.Var]int // of the declaration

	fieldDefs map[channel][]ast.Expr // right-hand sides of fields of variables

	moved map[channel][]transfer // by channel, see transfers
}

func (p *Package) walkDecl(fd *ast.FuncDecl, fn *types.Func) *node {
	w := &walker{Package: p, defs: map[*types.Var][]ast.Expr{}, fieldDefs: map[channel][]ast.Expr{}, lits: map[*ast.FuncLit]*node{}, body: fd.Body}
	w.define(fd.Body)
	n := &node{fn: fn, params: map[*types.Var]int{}, calls: map[callback]bool{}, sum: &Summary{}}
	params := fn.Signature().Params()
	for i := range params.Len() {
		n.params[params.At(i)] = i
	}
	w.params = n.params
	w.walk(n, fd.Body)
	w.wires(n, fd.Body, true)
	return n
}

// walkVar reads the value of a package-level variable, for the literals in it:
// they are functions of their own.
func (p *Package) walkVar(id *ast.Ident, value ast.Expr) {
	w := &walker{Package: p, defs: map[*types.Var][]ast.Expr{}, fieldDefs: map[channel][]ast.Expr{}, lits: map[*ast.FuncLit]*node{}, body: value}
	w.define(value)
	n := &node{params: map[*types.Var]int{}, calls: map[callback]bool{}}
	w.walk(n, value)
	w.wires(n, value, false)
	if v, ok := w.object(id).(*types.Var); ok && isGlobal(v) {
		w.sink(n, value, v.Type(), w.globalSlot(v))
	}
}

// define notes the right-hand sides of all local variables.
func (w *walker) define(body ast.Node) {
	note := func(lhs ast.Expr, rhs ast.Expr) {
		if id, ok := lhs.(*ast.Ident); ok {
			if v, ok := w.object(id).(*types.Var); ok {
				w.defs[v] = append(w.defs[v], rhs)
			}
		} else if c, ok := w.channel(lhs); ok {
			w.fieldDefs[c] = append(w.fieldDefs[c], rhs)
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				switch {
				case len(n.Lhs) == len(n.Rhs):
					note(lhs, n.Rhs[i])
				case i == 0:
					note(lhs, n.Rhs[0]) // the first result of a call
				default:
					note(lhs, nil)
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if len(n.Values) == len(n.Names) {
					note(id, n.Values[i])
				} else if len(n.Values) > 0 {
					note(id, nil)
				}
			}
		case *ast.RangeStmt:
			if n.Key != nil {
				note(n.Key, nil)
			}
			if n.Value != nil {
				note(n.Value, n.X) // an element stands for what it is an element of
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				note(ast.Unparen(n.X), nil) // written through the pointer
			}
		}
		return true
	})
}

func (w *walker) object(id *ast.Ident) types.Object { return w.pass.TypesInfo.ObjectOf(id) }

// walk adds the operations of the tree to n; literals become nodes of their own.
func (w *walker) walk(n *node, tree ast.Node) {
	ast.Inspect(tree, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncLit:
			w.literal(n, x)
			return false
		case *ast.GoStmt:
			w.call(n, x.Call, true)
			w.operands(n, x.Call)
			return false
		case *ast.CallExpr:
			w.call(n, x, false)
			w.operands(n, x)
			return false
		case *ast.SendStmt:
			w.send(n, x)
		case *ast.UnaryExpr:
			if x.Op == token.ARROW {
				w.receive(n, x, x.X)
			}
		case *ast.RangeStmt:
			if t := w.pass.TypesInfo.TypeOf(x.X); t != nil {
				if _, ok := t.Underlying().(*types.Chan); ok {
					w.ranges(n, x)
				}
			}
		case *ast.SelectStmt:
			w.selects(n, x)
			return false
		}
		return true
	})
}

func (w *walker) literal(outer *node, lit *ast.FuncLit) *node {
	if n := w.lits[lit]; n != nil {
		return n
	}
	n := &node{outer: outer, params: outer.params, calls: map[callback]bool{}}
	w.lits[lit] = n
	w.Package.lits = append(w.Package.lits, n)
	w.walk(n, lit.Body)
	return n
}

// operands walks what a call evaluates before it calls.
func (w *walker) operands(n *node, call *ast.CallExpr) {
	w.walk(n, call.Fun)
	for _, a := range call.Args {
		w.walk(n, a)
	}
}

func (w *walker) direct(n *node, at ast.Node, kind catalog.Kind, name string) {
	e := Effect{Kind: kind, Name: name, Way: []Frame{w.frame(name, at.Pos())}}
	w.addOp(n, &op{at: at, pos: at.Pos(), end: at.End(), direct: []Effect{e}})
}

func (w *walker) addOp(n *node, o *op) {
	n.ops = append(n.ops, o)
	w.ops[o.at] = o
}

func (p *Package) frame(name string, pos token.Pos) Frame {
	at := p.pass.Fset.Position(pos)
	return Frame{Name: name, File: at.Filename, Line: at.Line, Col: at.Column}
}

// call adds the operation of a call; conversions and builtins are none.
func (w *walker) call(n *node, call *ast.CallExpr, async bool) {
	if tv, ok := w.pass.TypesInfo.Types[call.Fun]; ok && (tv.IsType() || tv.IsBuiltin()) {
		return
	}
	o := &op{at: call, pos: call.Pos(), end: call.End(), async: async, callees: w.targets(n, call.Fun, 0)}
	for _, t := range o.callees {
		if t.fn != nil {
			effects, streams := w.modelled(t.fn, call)
			o.direct, o.streams = append(o.direct, effects...), append(o.streams, streams...)
		}
	}
	o.streamed = w.streamArgs(call, o.callees)
	o.direct = append(o.direct, w.calledValue(call, o.callees)...)
	for i, a := range call.Args {
		if t := w.pass.TypesInfo.TypeOf(a); t != nil {
			index := paramIndex(w.pass.TypesInfo.TypeOf(call.Fun), i)
			if _, ok := t.Underlying().(*types.Signature); ok {
				if to := w.targets(n, a, 0); len(to) > 0 {
					o.args = append(o.args, argument{index: index, pos: a.Pos(), to: to})
				}
			} else if fields := funcFields(t); len(fields) > 0 {
				o.args = append(o.args, w.fieldArgs(n, a, index, fields)...)
			}
			if w.portType(t) != nil || w.isSource(t) {
				o.passes = append(o.passes, passed{index, w.refs(n, a)})
			}
		}
	}
	w.addOp(n, o)
}

// paramIndex returns the parameter that takes argument i.
func paramIndex(callee types.Type, i int) int {
	if sig, ok := callee.Underlying().(*types.Signature); ok && sig.Variadic() {
		return min(i, sig.Params().Len()-1)
	}
	return i
}

// maxChase bounds how many assignments are followed from a variable to what
// it stands for.
const maxChase = 8

// targets lists what a function value may be; none when that is not known.
func (w *walker) targets(n *node, e ast.Expr, depth int) []target {
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		return []target{{lit: w.literal(n, e)}}
	case *ast.IndexExpr:
		return w.targets(n, e.X, depth)
	case *ast.IndexListExpr:
		return w.targets(n, e.X, depth)
	case *ast.SelectorExpr:
		if fn, ok := w.pass.TypesInfo.Uses[e.Sel].(*types.Func); ok {
			if ofInterface(fn) {
				return []target{{fn: fn, iface: true, recv: w.receiver(n, e)}} // not its origin: a generic interface is implemented as instantiated
			}
			return []target{{fn: fn.Origin()}}
		}
		return w.paramField(n, e)
	case *ast.Ident:
		switch obj := w.object(e).(type) {
		case *types.Func:
			return []target{{fn: obj.Origin()}}
		case *types.Var:
			if _, ok := n.params[obj]; ok {
				return []target{{param: obj}}
			}
			if depth < maxChase {
				return w.variable(n, obj, depth)
			}
		}
	case *ast.CallExpr:
		// A conversion to a function type.
		if tv := w.pass.TypesInfo.Types[e.Fun]; tv.IsType() && len(e.Args) == 1 {
			return w.targets(n, e.Args[0], depth)
		}
	}
	return nil
}

// receiver tells where the value is kept whose interface method is selected.
func (w *walker) receiver(n *node, e *ast.SelectorExpr) []ref {
	sel := w.pass.TypesInfo.Selections[e]
	if sel != nil && len(sel.Index()) > 1 { // promoted from an embedded interface
		if _, ok := sel.Recv().Underlying().(*types.Interface); !ok {
			return []ref{{slot: w.fieldSlot(sel.Recv(), sel.Index()[:len(sel.Index())-1])}}
		}
	}
	return w.refs(n, e.X)
}

func (w *walker) variable(n *node, v *types.Var, depth int) []target {
	var all []target
	for _, rhs := range w.defs[v] {
		if rhs != nil {
			all = append(all, w.targets(n, rhs, depth+1)...)
		}
	}
	return all
}

func ofInterface(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}
