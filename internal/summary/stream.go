package summary

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// modelled lists the effects that the models give to a call of fn: its own, or
// that of the concrete reader or writer behind its arguments.
func (w *walker) modelled(fn *types.Func, call *ast.CallExpr) []Effect {
	m, ok := w.cat.Func(fn)
	if !ok || m.Log || w.declaredFor(fn) != nil {
		return nil
	}
	all := kinds(m.Effect)
	if kind, known := w.streamVar(w.argExpr(call, catalog.Recv)); m.Effect != "" && known {
		all = kinds(kind) // os.Stdout is no file, os.Stdin is input
	}
	if !m.Wraps {
		for _, arg := range m.Through {
			all = append(all, w.stream(w.argExpr(call, arg), 0)...)
		}
	}
	name := fn.FullName()
	if w.cat.Overrides(fn) {
		name = w.Display(fn)
	}
	var effects []Effect
	for _, k := range all {
		effects = append(effects, Effect{Kind: k, Name: name, Way: []Frame{w.frame(name, call.Pos())}})
	}
	return effects
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

// stream lists the kinds of effect that reading or writing e has: those of what
// stands behind it where it wraps something, else that of its type.
func (w *walker) stream(e ast.Expr, depth int) []catalog.Kind {
	if e == nil || depth > maxChase {
		return nil
	}
	e = ast.Unparen(e)
	if kind, known := w.streamVar(e); known {
		return kinds(kind)
	}
	behind, through := w.behind(e, depth)
	if t := w.pass.TypesInfo.TypeOf(e); t != nil {
		// Compressing is work whatever stands behind the writer.
		if kind, _ := w.cat.StreamKind(t); !through || kind == catalog.Compute {
			behind = append(behind, kinds(kind)...)
		}
	}
	return behind
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
func (w *walker) behind(e ast.Expr, depth int) (all []catalog.Kind, through bool) {
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
			return nil, false
		}
		for _, rhs := range w.defs[v] {
			if rhs == nil {
				continue
			}
			if x, is := w.behind(ast.Unparen(rhs), depth+1); is {
				all, through = append(all, x...), true
			}
		}
	}
	return all, through
}

// wrapped tells what a constructed reader or writer reaches.
func (w *walker) wrapped(call *ast.CallExpr, depth int) (all []catalog.Kind, through bool) {
	if depth > maxChase {
		return nil, false
	}
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
		all = append(all, kinds(m.Yields)...)
		for _, arg := range m.Through {
			last := arg
			if sig := t.fn.Signature(); sig.Variadic() && arg == sig.Params().Len()-1 {
				last = len(call.Args) - 1
			}
			for i := arg; i <= last; i++ {
				all = append(all, w.stream(w.argExpr(call, i), depth+1)...)
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
	if rhs := w.defs[v]; len(rhs) == 1 && rhs[0] != nil {
		if sel, ok := ast.Unparen(rhs[0]).(*ast.SelectorExpr); ok {
			if v, ok := w.object(sel.Sel).(*types.Var); ok {
				return w.cat.StreamVar(v)
			}
		}
	}
	return "", false
}

// receive adds a receive from a channel: from a timer it sleeps.
func (w *walker) receive(n *node, at ast.Node, ch ast.Expr) {
	switch {
	case w.isTimer(ch):
		w.direct(n, at, catalog.Sleep, "receive from a timer")
	case !w.filled(ch, at):
		w.direct(n, at, catalog.Wait, "channel receive")
	}
}

// ranges adds a range over a channel, which receives.
func (w *walker) ranges(n *node, r *ast.RangeStmt) {
	switch {
	case w.isTimer(r.X):
		w.direct(n, r, catalog.Sleep, "range over a ticker")
	case !w.filled(r.X, r):
		w.direct(n, r, catalog.Wait, "range over a channel")
	}
}

// selects adds a select statement, which waits unless it has a default case,
// and walks its bodies.
func (w *walker) selects(n *node, s *ast.SelectStmt) {
	kind, name, blocks := catalog.Wait, "select", true
	for _, c := range s.Body.List {
		switch comm := c.(*ast.CommClause).Comm.(type) {
		case nil:
			blocks = false
		case *ast.SendStmt:
			w.walk(n, comm.Chan)
			w.walk(n, comm.Value)
		default:
			if ch := receivedFrom(comm); ch != nil {
				if w.isTimer(ch) {
					kind, name = catalog.Sleep, "select with a timer"
				}
				w.walk(n, ch)
			}
		}
	}
	if blocks {
		w.direct(n, s, kind, name)
	}
	for _, c := range s.Body.List {
		for _, stmt := range c.(*ast.CommClause).Body {
			w.walk(n, stmt)
		}
	}
}

// receivedFrom returns the channel of `<-ch`, `v := <-ch` or `v, ok = <-ch`.
func receivedFrom(comm ast.Stmt) ast.Expr {
	var e ast.Expr
	switch s := comm.(type) {
	case *ast.ExprStmt:
		e = s.X
	case *ast.AssignStmt:
		e = s.Rhs[0]
	}
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.ARROW {
		return u.X
	}
	return nil
}

// isTimer reports whether the models know a channel for that of a timer.
func (w *walker) isTimer(ch ast.Expr) bool {
	return slices.Contains(w.stream(ch, 0), catalog.Sleep)
}

// made returns the capacity of a channel that this function made itself, once,
// with a constant capacity, and where.
func (w *walker) made(ch ast.Expr) (c channel, size int64, at ast.Expr) {
	c, ok := w.channel(ch)
	if !ok {
		return c, 0, nil
	}
	call, ok := ast.Unparen(w.value(c)).(*ast.CallExpr)
	if !ok || len(call.Args) != 2 || !w.pass.TypesInfo.Types[call.Fun].IsBuiltin() {
		return c, 0, nil
	}
	places := w.pass.TypesInfo.Types[call.Args[1]].Value
	if places == nil {
		return c, 0, nil
	}
	if n, exact := constant.Int64Val(constant.ToInt(places)); exact {
		return c, n, call
	}
	return c, 0, nil
}

// value returns what a variable, or a field, is given once in the function, or
// nil.
func (w *walker) value(c channel) ast.Expr {
	defs, fields := w.defs[c.v], w.fieldDefs[c]
	switch {
	case c.field == "" && len(defs) == 1:
		return defs[0]
	case c.field != "" && len(defs) == 1 && len(fields) == 0:
		return fieldValue(defs[0], c.field)
	case c.field != "" && len(fields) == 1:
		return fields[0]
	}
	return nil
}
