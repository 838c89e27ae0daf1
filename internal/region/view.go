package region

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// view turns what a run saw into what rules see.
func (m *machine) view(exits []exit) *Transaction {
	t := &Transaction{Origin: m.site.origin, Function: m.functionName(), Opener: m.opener(), machine: m, exits: exits}
	if cb := m.site.run; cb != nil {
		t.Runner, t.Retried = cb.runner, cb.retried
	}
	reach := ir.NewReach(nil)
	if m.site.call != nil {
		reach = ir.NewReach(m.site.call)
	}
	t.Unsafe = m.unsafe()
	if m.site.savepoint {
		t.Origin = Savepoint
		return t
	}
	where := m.staging(exits, reach)
	t.Effects = m.effects(where)
	t.Ports = m.ports()
	t.AfterEnd = m.afterEnd()
	t.Goroutines = m.goroutines(where)
	t.Shared, t.Overlaps, t.Locks = m.shared(exits), m.overlaps(), m.locks(exits)
	t.Pools, t.Pool = m.poolEvents(), m.site.poolName()
	t.Type, t.PoolFrom, t.Deferred, t.Upgrade = m.site.typ, m.site.madeBy(), m.site.deferred, m.upgrade()
	m.viewDeferred(t)
	if len(t.DeferredCommit) == 0 {
		t.Swallowed = m.swallowed(exits, reach)
		t.UncheckedCommit = m.uncheckedCommits()
	}
	if m.site.origin == Opened {
		t.Unchecked = m.unchecked()
		t.Leaks, t.NeverEnded = m.leaks(exits)
		t.Stays = m.stays(exits)
		t.OpenOnPanic = m.endsButOnPanic(t, exits)
	}
	m.record.trace.tell(m, exits, t)
	return t
}

func (m *machine) functionName() string {
	fn := m.site.root
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if obj := ir.Object(fn); obj != nil {
		return m.Summaries.Display(obj)
	}
	return fn.Name()
}

func (m *machine) opener() Place {
	switch m.site.origin {
	case Opened:
		return m.callPlace(m.site.call)
	case Callback:
		at := m.callPlace(m.site.run.call)
		at.Name = m.site.run.runner
		return at
	}
	return Place{m.site.pos, m.site.pos, m.functionName()}
}

// callPlace returns the call expression of an instruction.
func (m *machine) callPlace(call ssa.CallInstruction) Place {
	name := ""
	if obj := m.resolve(call, operands(call.Common(), newEnv(newNames())), newEnv(newNames())).fn; obj != nil {
		name = m.Summaries.Display(obj)
	}
	if expr := m.prog.CallExpr(call); expr != nil {
		if name == "" { // a function value
			name = types.ExprString(expr.Fun)
		}
		return Place{expr.Pos(), expr.End(), name}
	}
	return Place{call.Pos(), call.Pos(), name}
}

func (m *machine) endOfDefer(d *ssa.Defer) token.Pos {
	if expr := m.prog.CallExpr(d); expr != nil {
		if _, literal := expr.Fun.(*ast.FuncLit); !literal {
			return expr.End()
		}
	}
	return d.Pos() + token.Pos(len("defer"))
}

// viewDeferred describes what deferred calls do to the transaction where they see
// the wrong values, or run too late.
func (m *machine) viewDeferred(t *Transaction) {
	for _, d := range m.deferralsThat(func(_ *ssa.Defer, k *deferral) bool { return k.always }) {
		t.DeferredCommit = append(t.DeferredCommit, m.deferPlace(d))
	}
	for _, d := range m.deferralsThat(func(d *ssa.Defer, _ *deferral) bool { return m.record.piled[d] }) {
		t.Piled = append(t.Piled, m.deferPlace(d))
	}
	if len(t.DeferredCommit) > 0 {
		return
	}
	for _, d := range m.deferralsThat(func(d *ssa.Defer, _ *deferral) bool { return m.record.onPanic[d] }) {
		t.CommitOnPanic = append(t.CommitOnPanic, m.deferPlace(d))
	}
	for ret, d := range m.record.shadowed {
		t.Shadowed = append(t.Shadowed, Shadow{m.exitPlace(ret), m.deferPlace(d)})
	}
	slices.SortFunc(t.Shadowed, func(a, b Shadow) int { return a.compare(b.Place) })
}

func (m *machine) deferPlace(d *ssa.Defer) Place { return Place{d.Pos(), m.endOfDefer(d), ""} }

// endsButOnPanic reports whether every return ends the transaction, and a
// panic does not.
func (m *machine) endsButOnPanic(t *Transaction, exits []exit) bool {
	if !m.record.abandoned || len(t.Leaks) > 0 || len(t.DeferredCommit) > 0 {
		return false
	}
	ended := false
	for _, x := range exits {
		if x.escaped || x.life == summary.Open {
			return false
		}
		ended = ended || x.life.Ended()
	}
	return ended
}

// effects lists the operations with effects that were reached with the
// transaction open.
func (m *machine) effects(where staging) []Effect {
	return m.reached(where, func(e *event, x summary.Effect) bool {
		return !x.Async && !slices.Contains(e.asRows, x.Kind) && (e.closes == nil || slices.Contains(e.closes.Inside, x.Kind))
	})
}

// reached lists the operations that were reached with the transaction open, with
// those of their effects that count.
func (m *machine) reached(where staging, counts func(e *event, x summary.Effect) bool) []Effect {
	var list []Effect
	for _, e := range m.record.events {
		if e.node == nil || e.rows {
			continue
		}
		all := m.Summaries.EffectsAt(e.node)
		if e.literal {
			all = append(all, m.Summaries.LiteralEffectsAt(e.node)...)
		}
		all = slices.DeleteFunc(all, func(x summary.Effect) bool { return !counts(e, x) })
		if len(all) == 0 {
			continue
		}
		at := Place{e.node.Pos(), e.node.End(), ""}
		if stmt, ok := m.prog.Parent(e.node).(*ast.GoStmt); ok {
			at.Pos = stmt.Pos()
		}
		list = append(list, Effect{at, all, where.stage(e.spot.root)})
	}
	slices.SortFunc(list, func(a, b Effect) int { return a.compare(b.Place) })
	return list
}

// ports lists the calls through interfaces that were reached with the
// transaction open. What a function does that ends it can come after the end.
func (m *machine) ports() []Ports {
	var list []Ports
	for at, e := range m.record.events {
		call, ok := at.(ssa.CallInstruction)
		if !ok || e.node == nil || e.closes != nil {
			continue
		}
		if ports := m.Summaries.PortsAt(e.node, e.literal); len(ports) > 0 {
			list = append(list, Ports{m.callPlace(call), ports})
		}
	}
	slices.SortFunc(list, func(a, b Ports) int { return a.compare(b.Place) })
	return list
}

// poolEvents lists the uses of the pool.
func (m *machine) poolEvents() []PoolUse {
	if m.maybeTx() {
		return nil
	}
	var list []PoolUse
	for at, u := range m.record.pools {
		if call, ok := at.(ssa.CallInstruction); ok {
			list = append(list, PoolUse{m.callPlace(call), u.opens, u.unless.ctx != nil, u.way})
		}
	}
	slices.SortFunc(list, func(a, b PoolUse) int { return a.compare(b.Place) })
	return list
}

// afterEnd lists the statements and commits that only ever run on the ended
// transaction: in a literal, or where that is called before and after the end,
// at its calls.
func (m *machine) afterEnd() []Use {
	if m.site.state != nil {
		return nil // a session goes on without the transaction
	}
	var list []Use
	for at, u := range m.record.uses {
		if u.ended() && (u.inside == nil || !m.record.uses[u.inside].ended()) {
			list = append(list, Use{m.callPlace(at), u.kind != statementUse})
		}
	}
	slices.SortFunc(list, func(a, b Use) int { return a.compare(b.Place) })
	return slices.CompactFunc(list, func(a, b Use) bool { return a.Pos == b.Pos })
}
