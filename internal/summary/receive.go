package summary

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// receive adds a receive from a channel: from a timer it sleeps.
func (w *walker) receive(n *node, at ast.Node, ch ast.Expr) {
	switch kind := w.channelKind(ch); {
	case kind == catalog.Sleep:
		w.direct(n, at, kind, "receive from a timer")
	case kind != catalog.Wait || !w.filled(ch, at):
		w.direct(n, at, kind, "channel receive")
	}
}

// send adds a send to a channel: to that of a producer it publishes.
func (w *walker) send(n *node, s *ast.SendStmt) {
	if kind := w.channelKind(s.Chan); kind != catalog.Wait || !w.hasRoom(s) {
		w.direct(n, s, kind, "channel send")
	}
}

// ranges adds a range over a channel, which receives.
func (w *walker) ranges(n *node, r *ast.RangeStmt) {
	switch kind := w.channelKind(r.X); {
	case kind == catalog.Sleep:
		w.direct(n, r, kind, "range over a ticker")
	case kind != catalog.Wait || !w.filled(r.X, r):
		w.direct(n, r, kind, "range over a channel")
	}
}

// selects adds a select statement and walks its bodies. It waits unless it has
// a default case; what a case sends to a producer is published in any case.
func (w *walker) selects(n *node, s *ast.SelectStmt) {
	kind, name, blocks := catalog.Wait, "select", true
	for _, c := range s.Body.List {
		comm := c.(*ast.CommClause).Comm
		if comm == nil {
			blocks = false
			continue
		}
		ch, does := w.communicates(n, comm)
		switch k := w.channelKind(ch); {
		case k == catalog.Sleep && kind == catalog.Wait:
			kind, name = k, "select with a timer"
		case k != catalog.Sleep && k != catalog.Wait:
			kind, name = k, does
		}
	}
	if blocks || kind != catalog.Wait && kind != catalog.Sleep {
		w.direct(n, s, kind, name)
	}
	for _, c := range s.Body.List {
		for _, stmt := range c.(*ast.CommClause).Body {
			w.walk(n, stmt)
		}
	}
}

// communicates walks the operands of a case of a select, and returns its channel.
func (w *walker) communicates(n *node, comm ast.Stmt) (ch ast.Expr, does string) {
	if s, ok := comm.(*ast.SendStmt); ok {
		w.walk(n, s.Chan)
		w.walk(n, s.Value)
		return s.Chan, "channel send"
	}
	ch = receivedFrom(comm)
	if ch != nil {
		w.walk(n, ch)
	}
	return ch, "channel receive"
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

// channelKind returns the effect of sending to a channel and of receiving from
// it: waiting, unless the models know where it comes from.
func (w *walker) channelKind(ch ast.Expr) catalog.Kind {
	kinds := w.stream(ch, 0).kinds
	switch {
	case len(kinds) == 0:
		return catalog.Wait
	case slices.Contains(kinds, catalog.Sleep):
		return catalog.Sleep
	}
	return kinds[0]
}
