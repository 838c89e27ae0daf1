package region

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// A goroutine that uses the transaction may do so while the function that
// started it goes on. That is a may claim, and waiting is taken to be for it:
// whatever the function waits for, the goroutine is taken to have ended.

// goroutine starts one: what it is handed is used elsewhere from now on.
func (b *body) goroutine(instr *ssa.Go, st *state) {
	m := b.m
	m.event(b.frame, instr, *st)
	ops := operands(&instr.Call, st.env)
	b.start(m.resolve(instr, ops, st.env), st)
	for _, s := range ops {
		if m.carries(st.env, s, 0) {
			st.escaped = true
		}
		m.lookedIn(st, s)
		m.closeIn(st, s, 0)
		if mc, ok := s.(*ssa.MakeClosure); ok {
			m.havoc(st.env, mc.Fn.(*ssa.Function))
		}
	}
}

// startArgs starts the functions among the arguments of a call that runs them
// in goroutines.
func (b *body) startArgs(op operation, st *state) {
	for _, a := range op.args {
		started := operation{instr: op.instr, lit: literalOf(a)}
		switch x := a.(type) {
		case *ssa.MakeClosure:
			if started.lit == nil {
				started.fn, started.recv = ir.Object(x.Fn.(*ssa.Function)), st.env.bound(x)
			}
		case *ssa.Function:
			started.fn = ir.Object(x)
		}
		if started.lit != nil || started.fn != nil {
			b.start(started, st)
		}
	}
}

// start notes a goroutine that runs op, if that uses the transaction. A second
// one beside it uses the transaction at the same time.
func (b *body) start(op operation, st *state) {
	if st.life != summary.Open {
		return
	}
	did := b.probe(op, *st)
	if len(did.uses) == 0 && len(did.commits) == 0 && len(did.rollbacks) == 0 {
		return
	}
	r := b.m.record
	if st.started != nil {
		r.shared[st.started], r.shared[op.instr] = true, true
	}
	if len(did.commits) > 0 || len(did.rollbacks) > 0 {
		r.own[op.instr] = true
	}
	st.started = op.instr
}

// probe tells what an operation would do, and leaves no trace of it.
func (b *body) probe(op operation, st state) *record {
	saved := b.m.record
	b.m.record = newRecord()
	probe := st.clone()
	probe.started, probe.cursors = nil, cursors{}
	b.apply(op, probe)
	did := b.m.record
	b.m.record = saved
	return did
}

// touch notes that the function uses the transaction, or ends it, while a
// goroutine does.
func (r *record) touch(st state) {
	if st.started != nil && st.life == summary.Open {
		r.shared[st.started] = true
	}
}

// await notes that a call waits for other goroutines.
func (m *machine) await(call ssa.CallInstruction, st *state) {
	if st.started != nil && m.Summaries.Waits(m.prog.Node(call)) {
		st.started = nil
	}
}

// received notes a receive: it waits for a goroutine to tell its result. Of
// several results, only the end of the channel tells the end of the goroutine.
func (m *machine) received(recv *ssa.UnOp, st *state) {
	if !recv.CommaOk {
		st.started = nil
	}
}

// drained notes that a channel has ended.
func (m *machine) drained(st *state, ok *ssa.Extract, open bool) {
	recv, is := ok.Tuple.(*ssa.UnOp)
	if is && recv.Op == token.ARROW && ok.Index == 1 && !open {
		st.started = nil
	}
}

// shared lists the starts of goroutines that use the transaction while the
// function, or who runs it, goes on using or ending it.
func (m *machine) shared(exits []exit) []Place {
	starts := m.record.shared
	for _, x := range exits {
		if x.started != nil && x.life == summary.Open && m.goesOn(x.started) {
			starts[x.started] = true
		}
	}
	var list []Place
	for at := range starts {
		list = append(list, m.startPlace(at))
	}
	slices.SortFunc(list, func(a, b Place) int { return a.compare(b) })
	return list
}

// goesOn reports whether the transaction is used or ended after the function
// returned, with a goroutine still at it. A runner does so, and so does who
// hands the transaction to a function, unless it gave it away, or waits itself.
func (m *machine) goesOn(started ssa.CallInstruction) bool {
	switch m.site.origin {
	case Callback:
		return true
	case Handed:
		spawn, plain := started.(*ssa.Go)
		return plain && !m.record.own[started] && m.site.loc.Arg != noArg && !m.signals(spawn)
	}
	return false
}

// signals reports whether a goroutine may tell somebody that it has ended:
// through a channel, something that is waited for, or code that can't be seen.
func (m *machine) signals(spawn *ssa.Go) bool {
	fns := functions(spawn.Call.Value)
	if len(fns) == 0 {
		return true
	}
	for _, fn := range fns {
		if fn.Blocks == nil {
			return true
		}
		for _, b := range fn.Blocks {
			if slices.ContainsFunc(b.Instrs, m.tells) {
				return true
			}
		}
	}
	return false
}

func (m *machine) tells(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Send, *ssa.Select:
		return true
	case ssa.CallInstruction:
		call := instr.Common()
		if blt, ok := call.Value.(*ssa.Builtin); ok {
			return blt.Name() == "close"
		}
		return !call.IsInvoke() && call.StaticCallee() == nil || slices.ContainsFunc(call.Args, m.waitedFor)
	}
	return false
}

// waitedFor reports whether others can wait for a value: it is a channel, or
// has a method that waits.
func (m *machine) waitedFor(v ssa.Value) bool {
	return m.Summaries.Awaitable(v.Type())
}

// startPlace returns the go statement, or the call that starts a goroutine.
func (m *machine) startPlace(at ssa.CallInstruction) Place {
	p := m.callPlace(at)
	if stmt, ok := m.prog.Parent(m.prog.Node(at)).(*ast.GoStmt); ok {
		p.Pos = stmt.Pos()
	}
	return p
}

// goroutines lists the operations that start goroutines with effects while the
// transaction is open.
func (m *machine) goroutines(where staging) []Effect {
	return m.reached(where, func(e *event, x summary.Effect) bool {
		return x.Async && slices.Contains(catalog.Kinds, x.Kind)
	})
}
