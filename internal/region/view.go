package region

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
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
	if obj := m.resolve(call, operands(call.Common(), newEnv()), newEnv()).fn; obj != nil {
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
	slices.SortFunc(t.Shadowed, func(a, b Shadow) int { return cmp.Compare(a.Pos, b.Pos) })
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
		return !x.Async && x.Kind != catalog.Lock && (e.closes == nil || slices.Contains(e.closes.Inside, x.Kind))
	})
}

// reached lists the operations that were reached with the transaction open, with
// those of their effects that count.
func (m *machine) reached(where staging, counts func(e *event, x summary.Effect) bool) []Effect {
	var list []Effect
	for _, e := range m.record.events {
		if e.node == nil {
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
	slices.SortFunc(list, func(a, b Effect) int { return cmp.Compare(a.Pos, b.Pos) })
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
	slices.SortFunc(list, func(a, b Ports) int { return cmp.Compare(a.Pos, b.Pos) })
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
			list = append(list, PoolUse{m.callPlace(call), u.opens, u.way})
		}
	}
	slices.SortFunc(list, func(a, b PoolUse) int { return cmp.Compare(a.Pos, b.Pos) })
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
	slices.SortFunc(list, func(a, b Use) int { return cmp.Compare(a.Pos, b.Pos) })
	return slices.CompactFunc(list, func(a, b Use) bool { return a.Pos == b.Pos })
}

// unchecked reports whether the transaction is used although the opener may
// have failed.
func (m *machine) unchecked() bool {
	if m.record.unchecked {
		return true
	}
	if m.site.field != "" || m.site.state != nil || len(m.record.uses) == 0 {
		return false
	}
	if m.site.err == nil {
		return m.site.opensWithError()
	}
	index := 0
	if x, ok := m.site.err.(*ssa.Extract); ok {
		index = x.Index
	}
	use := m.prog.ErrorUse(m.site.call, index)
	return use == ir.Blank || use == ir.Dead
}

// opensWithError reports whether the opener says by an error that it failed.
func (s *site) opensWithError() bool {
	results := s.call.Call.Signature().Results()
	return results.Len() > 1 && isError(results.At(results.Len()-1).Type())
}

// swallowed lists the statements whose error is dropped or ignored on the way
// to a commit.
func (m *machine) swallowed(exits []exit, reach *ir.Reach) []Place {
	bad := map[*ssa.Call]bool{}
	for call := range m.record.swallowed {
		bad[call] = true
	}
	if m.site.closes() {
		for _, x := range exits {
			if x.failed != nil && x.life == summary.Open && m.succeeds(x) {
				bad[x.failed.stmt] = true
			}
		}
	}
	for call, index := range m.record.errors {
		use := m.prog.ErrorUse(call, index)
		if (use == ir.Alone || use == ir.Dead) && m.commitFollows(call, exits, reach) || use == ir.Used && m.lost(call, index) {
			bad[call] = true
		}
	}
	var list []Place
	for call := range bad {
		list = append(list, m.callPlace(call))
	}
	slices.SortFunc(list, func(a, b Place) int { return cmp.Compare(a.Pos, b.Pos) })
	return list
}

// lost reports whether a path leads from a statement to a commit on which its
// error is assigned away before anybody looks at it.
func (m *machine) lost(call *ssa.Call, index int) bool {
	err := ir.ResultOf(call, index)
	if err == nil || call.Parent() != m.site.root {
		return false
	}
	ended := func(instr ssa.Instruction) bool {
		at, ok := instr.(ssa.CallInstruction)
		return ok && m.record.rollbacks[at] || instr == ssa.Instruction(m.site.call)
	}
	return ir.Lost(err, ended, func(instr ssa.Instruction) bool {
		switch instr := instr.(type) {
		case *ssa.Call:
			return m.record.commits[instr] != nil
		case *ssa.Return:
			n := len(instr.Results)
			return m.site.closes() && n > 0 && isError(instr.Results[n-1].Type()) && intrinsic(newEnv().of(instr.Results[n-1])) == isNil
		}
		return false
	})
}

// succeeds reports whether an exit of a callback makes the runner commit.
func (m *machine) succeeds(x exit) bool {
	i := len(x.results) - 1
	if i < 0 || !isError(x.ret.Results[i].Type()) {
		return true
	}
	return x.env.fact(x.results[i]) == isNil
}

// maySucceed reports whether an exit of a callback can make the runner commit:
// the error that it returns is made there and not known to be one.
func (m *machine) maySucceed(x exit) bool {
	if m.succeeds(x) {
		return true
	}
	err := x.results[len(x.results)-1]
	_, fromOutside := err.(initial)
	return !fromOutside && x.env.fact(err) != nonNil
}

// leads reports whether control can get from a statement to an exit.
func (m *machine) leads(call *ssa.Call, x exit, reach *ir.Reach) bool {
	s := m.record.statements[call]
	return s == nil || s.root.Parent() != x.ret.Parent() || reach.To(s.root, x.ret)
}

// commitFollows reports whether a commit can come after a statement.
func (m *machine) commitFollows(call *ssa.Call, exits []exit, reach *ir.Reach) bool {
	if m.site.closes() {
		return slices.ContainsFunc(exits, func(x exit) bool { return m.maySucceed(x) && m.leads(call, x, reach) })
	}
	s := m.record.statements[call]
	if s == nil {
		s = &spot{root: call}
	}
	for _, c := range m.record.commits {
		if _, deferred := c.root.(*ssa.Defer); deferred || c.root == s.root {
			return true
		}
		if c.root.Parent() == s.root.Parent() && reach.To(s.root, c.root) {
			return true
		}
	}
	return false
}

// uncheckedCommits lists the commits whose error nobody looks at.
func (m *machine) uncheckedCommits() []Place {
	var list []Place
	for at := range m.record.commits {
		call, ok := at.(*ssa.Call)
		if !ok {
			continue
		}
		if use := m.errorUse(call); use == ir.Alone || use == ir.Dead {
			list = append(list, m.callPlace(call))
		}
	}
	slices.SortFunc(list, func(a, b Place) int { return cmp.Compare(a.Pos, b.Pos) })
	return list
}
