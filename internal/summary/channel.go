package summary

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// A channel is a local variable, or a field of one.
type channel struct {
	v     *types.Var
	field string
}

// channel returns the variable or field that a channel expression is.
func (w *walker) channel(e ast.Expr) (channel, bool) {
	c := channel{}
	e = ast.Unparen(e)
	if sel, ok := e.(*ast.SelectorExpr); ok {
		c.field = sel.Sel.Name
		e = ast.Unparen(sel.X)
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return c, false
	}
	c.v, ok = w.object(id).(*types.Var)
	return c, ok
}

// fieldValue returns the value that a composite literal gives a field, or nil.
func fieldValue(e ast.Expr, field string) ast.Expr {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
		e = u.X
	}
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	for _, x := range lit.Elts {
		if kv, ok := x.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == field {
				return kv.Value
			}
		}
	}
	return nil
}

// A transfer is one send to a channel, or one receive from it, with what is
// around it, outermost first.
type transfer struct {
	at     ast.Node
	send   bool
	around []ast.Node
}

// hasRoom reports whether a send is known not to block: the function made the
// channel itself, and what is in it by then leaves a place.
func (w *walker) hasRoom(s *ast.SendStmt) bool {
	n, size, ok := w.level(s.Chan, s, true)
	return ok && n < size
}

// filled reports whether a receive is known not to block: the function put
// there itself what it takes out, or a database did.
func (w *walker) filled(ch ast.Expr, at ast.Node) bool {
	n, _, ok := w.level(ch, at, false)
	return ok && n > 0 || w.filledByDatabase(ch)
}

// filledByDatabase reports whether all that is sent to a buffered channel of the
// function's own is sent by callbacks of a database's library: of a batch, which
// has called them when it is closed.
func (w *walker) filledByDatabase(ch ast.Expr) bool {
	c, maker := w.buffered(ch)
	if maker == nil {
		return false
	}
	fed := false
	for _, x := range w.transfers(c) {
		if x.send && !w.inCallback(x) {
			return false
		}
		fed = fed || x.send
	}
	return fed
}

// inCallback reports whether a transfer stands in a literal that a function of a
// database's library is given.
func (w *walker) inCallback(x transfer) bool {
	for i := len(x.around) - 1; i > 0; i-- {
		if _, ok := x.around[i].(*ast.FuncLit); !ok {
			continue
		}
		call, ok := x.around[i-1].(*ast.CallExpr)
		if !ok {
			return false
		}
		fn := calleeOf(w.pass.TypesInfo, call)
		return fn != nil && fn.Pkg() != nil && w.cat.TellsTypes(fn.Pkg())
	}
	return false
}

// level counts what is in a channel of the function's own before a transfer,
// in source order. It is not known where a loop or another function has to do
// with it.
func (w *walker) level(ch ast.Expr, at ast.Node, send bool) (n, size int64, ok bool) {
	c, size, maker := w.made(ch)
	if maker == nil {
		return 0, 0, false
	}
	list := w.transfers(c)
	var this transfer
	for _, x := range list {
		if x.at == at {
			this = x
		}
	}
	made := w.loopsAround(maker)
	for _, x := range list {
		loops, literals := x.nesting()
		if loops != made || literals > 0 && (!send || !x.send) {
			return 0, 0, false
		}
		if x.at.Pos() >= at.Pos() || exclusive(x, this) {
			continue
		}
		if x.send {
			n++
		} else {
			n--
		}
	}
	return n, size, true
}

// nesting counts the loops and the literals around a transfer.
func (x transfer) nesting() (loops, literals int) {
	for _, n := range x.around {
		switch n := n.(type) {
		case *ast.ForStmt:
			loops++
		case *ast.RangeStmt:
			if n != x.at { // the range that receives is no loop around itself
				loops++
			}
		case *ast.FuncLit:
			literals++
		}
	}
	return loops, literals
}

// loopsAround counts the loops around an expression.
func (w *walker) loopsAround(e ast.Expr) int {
	loops := 0
	ast.Inspect(w.body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			if n.Pos() <= e.Pos() && e.End() <= n.End() {
				loops++
			}
		}
		return true
	})
	return loops
}

// exclusive reports whether only one of two transfers can happen: they stand
// in different branches of one statement.
func exclusive(a, b transfer) bool {
	i := 0
	for i < len(a.around) && i < len(b.around) && a.around[i] == b.around[i] {
		i++
	}
	if i == 0 || i >= len(a.around) || i >= len(b.around) {
		return false
	}
	switch a.around[i-1].(type) {
	case *ast.IfStmt:
		return true // one stands in the body, the other in the else branch
	case *ast.BlockStmt:
		return isClause(a.around[i]) && isClause(b.around[i])
	}
	return false
}

func isClause(n ast.Node) bool {
	switch n.(type) {
	case *ast.CaseClause, *ast.CommClause:
		return true
	}
	return false
}

// transfers lists the transfers of a channel in source order.
func (w *walker) transfers(c channel) []transfer {
	if w.moved == nil {
		w.collectTransfers()
	}
	return w.moved[c]
}

func (w *walker) collectTransfers() {
	w.moved = map[channel][]transfer{}
	var stack []ast.Node
	ast.Inspect(w.body, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		var ch ast.Expr
		send := false
		switch n := n.(type) {
		case *ast.SendStmt:
			ch, send = n.Chan, true
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				ch = n.X
			}
		case *ast.RangeStmt:
			ch = n.X
		}
		if ch == nil {
			return true
		}
		if c, ok := w.channel(ch); ok {
			w.moved[c] = append(w.moved[c], transfer{n, send, append([]ast.Node(nil), stack...)})
		}
		return true
	})
}

// buffered returns the call by which this function made a channel itself, once,
// with a capacity; nil where it did not.
func (w *walker) buffered(ch ast.Expr) (channel, *ast.CallExpr) {
	c, ok := w.channel(ch)
	if !ok {
		return c, nil
	}
	call, ok := ast.Unparen(w.value(c)).(*ast.CallExpr)
	if !ok || len(call.Args) != 2 || !w.pass.TypesInfo.Types[call.Fun].IsBuiltin() {
		return c, nil
	}
	return c, call
}

// made returns the capacity of a channel that this function made itself, once,
// with a constant capacity, and where.
func (w *walker) made(ch ast.Expr) (c channel, size int64, at ast.Expr) {
	c, call := w.buffered(ch)
	if call == nil {
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
