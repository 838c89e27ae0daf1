package summary

import (
	"go/ast"
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

// A send is one send statement of the declaration, with what is around it.
type send struct {
	stmt   *ast.SendStmt
	around []ast.Node // outermost first
}

// hasRoom reports whether a send is known not to block: the function made the
// channel itself, and what it has sent until then, and this, fits in.
func (w *walker) hasRoom(s *ast.SendStmt) bool {
	v, size, ok := w.made(s.Chan)
	if !ok {
		return false
	}
	var this send
	for _, x := range w.sends(v) {
		if x.stmt == s {
			this = x
		}
	}
	n := int64(0)
	for _, x := range w.sends(v) {
		if x.inLoop() || x.stmt.Pos() <= s.Pos() && !exclusive(x, this) {
			n++
		}
		if x.inLoop() {
			return false // no constant bounds how many there are
		}
	}
	return n <= size
}

// filled reports whether a receive is known not to block: the function put
// there itself what it takes out.
func (w *walker) filled(ch ast.Expr, at token.Pos) bool {
	v, size, ok := w.made(ch)
	if !ok {
		return false
	}
	n := int64(0)
	for _, x := range w.sends(v) {
		if x.inLoop() || x.inLiteral() || x.stmt.Pos() > at {
			return false
		}
		n++
	}
	return n > 0 && n <= size
}

func (s send) inLoop() bool {
	for _, n := range s.around {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		}
	}
	return false
}

func (s send) inLiteral() bool {
	for _, n := range s.around {
		if _, ok := n.(*ast.FuncLit); ok {
			return true
		}
	}
	return false
}

// exclusive reports whether only one of two sends can happen: they stand in
// different branches of one statement.
func exclusive(a, b send) bool {
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

// sends lists the sends to a channel variable in source order.
func (w *walker) sends(c channel) []send {
	if w.sent == nil {
		w.collectSends()
	}
	return w.sent[c]
}

func (w *walker) collectSends() {
	w.sent = map[channel][]send{}
	var stack []ast.Node
	ast.Inspect(w.body, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		stmt, ok := n.(*ast.SendStmt)
		if !ok {
			return true
		}
		if c, ok := w.channel(stmt.Chan); ok {
			w.sent[c] = append(w.sent[c], send{stmt, append([]ast.Node(nil), stack...)})
		}
		return true
	})
}
