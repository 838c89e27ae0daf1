package summary

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

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
	return slices.Contains(w.stream(ch, 0).kinds, catalog.Sleep)
}
