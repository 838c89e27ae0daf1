package summary

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// modelled lists the effects that the models give to a call of fn: its own, or
// that of the concrete reader or writer behind its arguments; and the streams
// among its declaration's parameters that it reads or writes.
func (w *walker) modelled(fn *types.Func, call *ast.CallExpr) (effects []Effect, streams []Stream) {
	m, ok := w.cat.Func(fn)
	if !ok || m.Log || w.declaredFor(fn) != nil {
		return nil, nil
	}
	effect := happens(m)
	all := reach{kinds: kinds(effect)}
	if kind, known := w.streamVar(w.argExpr(call, catalog.Recv)); effect != "" && known {
		all.kinds = kinds(kind) // os.Stdout is no file, os.Stdin is input
	}
	if !m.Wraps {
		for _, arg := range m.Through {
			x := w.stream(w.argExpr(call, arg), 0)
			if writesTo(fn, arg) { // which waits for nobody, also where it is os.Stdin
				x.kinds = slices.DeleteFunc(x.kinds, func(k catalog.Kind) bool { return k == catalog.Input })
			}
			all.add(x)
		}
	}
	name := fn.FullName()
	if w.cat.Overrides(fn) {
		name = w.Display(fn)
	}
	way := []Frame{w.frame(name, call.Pos())}
	for _, k := range all.kinds {
		effects = append(effects, Effect{Kind: k, Name: name, Way: way})
	}
	for _, i := range all.params {
		streams = append(streams, Stream{Param: i, Name: name, Way: way})
	}
	return effects, streams
}

// writesTo reports whether a function takes an argument as an io.Writer.
func writesTo(fn *types.Func, arg int) bool {
	params := fn.Signature().Params()
	if arg < 0 || arg >= params.Len() {
		return false
	}
	named, ok := types.Unalias(params.At(arg).Type()).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "io" && named.Obj().Name() == "Writer"
}

// argExpr returns an argument of a call as the catalogue counts them, or nil.
func (w *walker) argExpr(call *ast.CallExpr, index int) ast.Expr {
	sel, method := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	expression := false
	if method {
		s, ok := w.pass.TypesInfo.Selections[sel]
		method = ok
		expression = ok && s.Kind() == types.MethodExpr
	}
	switch {
	case index == catalog.Recv && method && !expression:
		return sel.X
	case expression:
		index++
	}
	if index < 0 || index >= len(call.Args) {
		return nil
	}
	return call.Args[index]
}

// A reach is what reading or writing a value gets to: effects of kinds, and what
// callers hand to parameters of the declaration.
type reach struct {
	kinds  []catalog.Kind
	params []int
}

func (r *reach) add(x reach) {
	r.kinds = append(r.kinds, x.kinds...)
	r.params = append(r.params, x.params...)
}

// stream tells what reading or writing e gets to: to what stands behind it where
// it wraps something, else by its type.
func (w *walker) stream(e ast.Expr, depth int) reach {
	if e == nil || depth > maxChase {
		return reach{}
	}
	e = ast.Unparen(e)
	if kind, known := w.streamVar(e); known {
		return reach{kinds: kinds(kind)}
	}
	r, through := w.behind(e, depth)
	if t := w.pass.TypesInfo.TypeOf(e); t != nil {
		kind, known := w.cat.StreamKind(t)
		// Compressing is work whatever stands behind the writer.
		if !through || kind == catalog.Compute {
			r.kinds = append(r.kinds, kinds(kind)...)
		}
		if i, ok := w.param(e); ok && !known {
			r.params = append(r.params, i)
		}
	}
	return r
}

// param returns the index of the parameter of the declaration that e is.
func (w *walker) param(e ast.Expr) (index int, ok bool) {
	if id, is := e.(*ast.Ident); is {
		v, _ := w.object(id).(*types.Var)
		index, ok = w.params[v]
	}
	return index, ok
}

func kinds(k catalog.Kind) []catalog.Kind {
	if k == "" {
		return nil
	}
	return []catalog.Kind{k}
}

// behind looks through a pointer, a constructor such as bufio.NewWriter, a
// conversion or a local variable. through tells that there is something to
// look through.
func (w *walker) behind(e ast.Expr, depth int) (all reach, through bool) {
	if depth > maxChase {
		return reach{}, false
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return w.stream(e.X, depth+1), true
		}
	case *ast.CallExpr:
		return w.wrapped(e, depth)
	case *ast.Ident:
		v, ok := w.object(e).(*types.Var)
		if !ok {
			return reach{}, false
		}
		_, typed := w.cat.StreamKind(v.Type())
		for _, rhs := range w.defs[v] {
			if rhs == nil {
				continue
			}
			x, is := w.behind(ast.Unparen(rhs), depth+1)
			if !is && !typed && types.IsInterface(v.Type()) {
				x, is = w.stream(rhs, depth+1), true // what it is, the interface doesn't tell
			}
			if is {
				all.add(x)
				through = true
			}
		}
	}
	return all, through
}

// wrapped tells what a constructed reader or writer reaches.
func (w *walker) wrapped(call *ast.CallExpr, depth int) (all reach, through bool) {
	if tv := w.pass.TypesInfo.Types[call.Fun]; tv.IsType() && len(call.Args) == 1 {
		return w.stream(call.Args[0], depth+1), true
	}
	for _, t := range w.targets(&node{}, call.Fun, maxChase) {
		if t.fn == nil {
			continue
		}
		m, ok := w.cat.Func(t.fn)
		if !ok || !m.Wraps && m.Yields == "" {
			continue
		}
		through = true
		all.add(reach{kinds: kinds(m.Yields)})
		for _, arg := range m.Through {
			last := arg
			if sig := t.fn.Signature(); sig.Variadic() && arg == sig.Params().Len()-1 {
				last = len(call.Args) - 1
			}
			for i := arg; i <= last; i++ {
				all.add(w.stream(w.argExpr(call, i), depth+1))
			}
		}
	}
	return all, through
}

// streamVar asks the models about a variable or field such as os.Stdout.
func (w *walker) streamVar(e ast.Expr) (catalog.Kind, bool) {
	if e == nil {
		return "", false
	}
	var id *ast.Ident
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	default:
		return "", false
	}
	v, ok := w.object(id).(*types.Var)
	if !ok {
		return "", false
	}
	if kind, known := w.cat.StreamVar(v); known {
		return kind, known
	}
	if _, param := w.params[v]; param {
		return "", false // what it is given here, it is only sometimes
	}
	if rhs := w.defs[v]; len(rhs) == 1 && rhs[0] != nil {
		if sel, ok := ast.Unparen(rhs[0]).(*ast.SelectorExpr); ok {
			if v, ok := w.object(sel.Sel).(*types.Var); ok {
				return w.cat.StreamVar(v)
			}
		}
	}
	return "", false
}
