package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// call runs a call on a state.
func (b *body) call(instr *ssa.Call, st state) []state {
	m := b.m
	m.event(b.frame, instr, st)
	m.await(instr, &st)
	if st.life == summary.Open && !instr.Call.IsInvoke() && unresolved(st.env.of(instr.Call.Value)) {
		at, _ := m.where(b.frame, instr)
		m.record.events[at].literal = true // made elsewhere: what it does is told here
	}
	if instr == m.site.call && b.frame.outer == nil {
		return m.open(st)
	}
	op := m.resolve(instr, operands(&instr.Call, st.env), st.env)
	m.meet(b.frame, instr, op, st)
	b.mayPanic(op, st)
	return b.apply(op, st)
}

// unresolved reports whether the analysis can't tell which function a value is.
func unresolved(s symbol) bool {
	switch s.(type) {
	case *ssa.Function, *ssa.MakeClosure, *ssa.Builtin, closer:
		return false
	}
	return true
}

// apply runs an operation: a call, or a deferred call when its time has come.
func (b *body) apply(op operation, st state) []state {
	m := b.m
	m.pool(b.frame, op, st)
	m.handCursors(op, &st)
	if op.lit != nil {
		return b.inline(op, op.lit, st)
	}
	if i := slices.IndexFunc(op.args, isLoopBody); i >= 0 {
		return b.callbacks(op, st, func(k int) bool { return k == i })
	}
	states := b.applyFunc(op, st)
	for i := range states {
		m.wrapsError(op, &states[i])
		for _, a := range op.args {
			m.written(&states[i], a, 0)
		}
	}
	return states
}

// wrapsError learns the result of a function that makes an error of one error:
// of nil it makes nil.
func (m *machine) wrapsError(op operation, st *state) {
	call, ok := op.instr.(*ssa.Call)
	if !ok || op.fn == nil || !isError(call.Type()) {
		return
	}
	var of symbol
	for i, t := range op.types {
		if i < len(op.args) && isError(t) {
			if of != nil {
				return
			}
			of = op.args[i]
		}
	}
	if of != nil {
		st.env.learn(call, st.env.fact(of))
	}
}

// applyFunc runs a declared function, or a function value.
func (b *body) applyFunc(op operation, st state) []state {
	m := b.m
	if op.fn == nil {
		return b.applyValue(op, st)
	}
	if call, ok := op.instr.(*ssa.Call); ok && op.fn.FullName() == "(context.Context).Value" {
		if s := st.env.inContext(op.recv, keyName(call.Call.Args[0]), 0); s != nil {
			st.env.setAlias(call, s)
		}
		return []state{st}
	}
	if op.fn.FullName() == "(error).Error" {
		if call, ok := op.instr.(*ssa.Call); !ok || !m.onlyLogged(call, 0) {
			m.looked(&st, op.recv) // what has its text may tell of it
		}
		return []state{st}
	}
	m.tellErrors(&op, &st)
	m.answers(op, &st)
	m.deriveContext(op, &st)
	if model, ok := m.Cat.Func(op.fn); ok {
		if model.NoReturn != "" {
			return nil
		}
		if call, ok := op.instr.(*ssa.Call); ok && model.NonNil {
			st.env.learn(call, nonNil)
		}
		return b.applyModel(op, model, st)
	}
	if s, known := m.summary(op.fn); known {
		return b.applySummary(op, s, st)
	}
	return b.applyUnknown(op, st)
}

// tellErrors clears a failure whose error the call may look at. Logging it
// decides nothing, and of a library that is asked about it the answer decides.
func (m *machine) tellErrors(op *operation, st *state) {
	if model, ok := m.Cat.Func(op.fn); ok && model.Log {
		return
	}
	call, ok := op.instr.(*ssa.Call)
	if ok && m.asksLibrary(call) {
		return
	}
	asked := ok && isBool(call.Type())
	for i, a := range op.args {
		m.lookedIn(st, a)
		if asked && i < len(op.types) && isError(op.types[i]) {
			st.env.tell(a)
		}
	}
	if op.recv != nil {
		m.looked(st, op.recv)
	}
}

// answers gives the same questions about an error the same answer.
func (m *machine) answers(op operation, st *state) {
	call, ok := op.instr.(*ssa.Call)
	if !ok || !isBool(call.Type()) || op.recv != nil || len(op.args) == 0 || len(op.args) > 2 || !isError(op.types[0]) {
		return
	}
	a := answer{fn: op.fn, err: op.args[0]}
	if len(op.args) == 2 {
		a.of = op.args[1]
	}
	st.env.setAlias(call, a)
}

// applyValue calls a function value that is not known.
func (b *body) applyValue(op operation, st state) []state {
	m := b.m
	if op.value == nil { // a builtin
		blt := op.instr.Common().Value.(*ssa.Builtin)
		if call, ok := op.instr.(*ssa.Call); ok && blt.Name() == "recover" {
			st.env.learn(call, isNil) // what is followed did not panic, see panic.go
		}
		if blt.Name() == "append" || blt.Name() == "copy" {
			for _, a := range op.args {
				if m.carries(st.env, a, 0) {
					st.escaped = true
				}
				m.lookedIn(&st, a)
			}
		}
		return []state{st}
	}
	switch v := op.value.(type) {
	case closer:
		m.end(b.frame, &st, op.instr, v.commit)
		return []state{st}
	case finisher:
		return b.finish(op, op.arg(0), st)
	}
	if m.cancels(&st, op.value) {
		if st.life == summary.Open {
			st.life = summary.RolledBack
		}
		return []state{st}
	}
	if p := m.parameter(op.value); p != nil {
		m.record.ran(m, ran{param: p}, b.frame, op, st)
		for _, a := range op.args {
			m.lookedIn(&st, a)
		}
		return []state{st} // handing the transaction to a callback does not hand it on
	}
	if p, field := m.paramField(op.value); p != nil {
		m.record.ran(m, ran{param: p, field: field}, b.frame, op, st)
	}
	return b.applyUnknown(op, st)
}

// finish calls a finisher: it commits where the error that it is given the
// address of is nil.
func (b *body) finish(op operation, err symbol, st state) []state {
	m := b.m
	f := unknown
	if err != nil {
		f = st.env.fact(st.env.load(cell{err, ""}, types.Universe.Lookup("error").Type()))
	}
	if f != unknown {
		m.end(b.frame, &st, op.instr, f == isNil)
		return []state{st}
	}
	rolledBack := st.clone()
	m.end(b.frame, &st, op.instr, true)
	m.end(b.frame, &rolledBack, op.instr, false)
	return []state{st, rolledBack}
}

// applyModel runs a function that the models know.
func (b *body) applyModel(op operation, f catalog.Func, st state) []state {
	m := b.m
	switch {
	case f.Ends != nil:
		if s := op.arg(f.Ends.Tx); s == (txSymbol{}) || m.wrapped(op, s, st) {
			if f.Ends.ByError >= 0 {
				return b.finish(op, op.arg(f.Ends.ByError), st)
			}
			m.use(b.frame, op, st, endUse(f.Ends.Commit))
			m.carriesError(op, &st, f.Ends.ErrField, false)
			if !f.Ends.Commit {
				m.rollsBack(op, st)
			}
			m.end(b.frame, &st, op.instr, f.Ends.Commit)
		}
		return []state{st}
	case f.Stmt != nil:
		if m.runsOn(op, f.Stmt.On, st) {
			if m.rawEnd(b, op, f.Stmt, &st) {
				return []state{st}
			}
			if !f.Stmt.Late { // a cursor can be asked what it met when the transaction has ended
				m.use(b.frame, op, st, statementUse)
			}
			m.record.statementAt(op.instr)
			m.statement(b.frame, &op, &st, f.Stmt.Err, f.Stmt.Late)
			m.carriesError(op, &st, f.Stmt.ErrField, true)
			m.openCursor(op, f.Stmt, &st)
		}
	}
	m.lock(op, f, &st)
	m.nests(op, f, st)
	if f.Derive != nil {
		m.derive(op, f.Derive, &st)
		return []state{st}
	}
	if f.Opens != nil {
		return []state{st}
	}
	if f.Wraps {
		m.wrap(op, f.Through, &st)
		return []state{st}
	}
	if f.Runs != nil {
		states := b.runs(op, f.Runs.Callback, st)
		for i := range states {
			if f.Runs.Ends && op.arg(f.Runs.From) == (txSymbol{}) {
				m.end(b.frame, &states[i], op.instr, true)
			}
		}
		return states
	}
	for _, i := range f.AfterCommit {
		if i < len(op.args) {
			op.args = slices.Clone(op.args)
			op.args[i] = nilSymbol{} // it runs when the transaction has ended
		}
	}
	if f.Goroutine && !f.Later {
		b.startArgs(op, &st)
	}
	states := b.callbacks(op, st, func(i int) bool { return slices.Contains(f.Calls, i) && !f.Goroutine })
	if f.Cursor != nil && !f.Cursor.Moves {
		for i := range states {
			closeCursor(&states[i], cursorIn(op.arg(f.Cursor.On)))
		}
	}
	return states
}

// wrapped reports whether a method of an interface, taken for that of a handle
// that implements it, is called on a wrapper of the transaction.
func (m *machine) wrapped(op operation, recv symbol, st state) bool {
	return recv != nil && recv == op.recv && op.instr.Common().IsInvoke() && m.carries(st.env, recv, 0)
}

// derive makes a result stand for the handle it is bound to.
func (m *machine) derive(op operation, d *catalog.Derive, st *state) {
	call, ok := op.instr.(*ssa.Call)
	if !ok || !onTx(op.arg(d.From)) {
		return
	}
	v := ir.ResultOf(call, d.Result)
	if v == nil {
		return
	}
	switch m.Summaries.Role(v.Type()) {
	case catalog.Tx, catalog.Either:
		st.env.setAlias(v, op.arg(d.From))
	case catalog.NoRole:
		st.env.setAlias(v, derived{st.cursors.opened(call)})
	default:
		st.env.setAlias(v, derived{})
	}
}

// wrap puts the transaction into a result that wraps it: a context, say.
func (m *machine) wrap(op operation, args []int, st *state) {
	call, ok := op.instr.(*ssa.Call)
	for _, i := range args {
		if s := op.arg(i); ok && s != nil && m.carries(st.env, s, 0) {
			st.env.setCell(cell{call, summary.Wrapped(m.keyOf(call))}, s)
		}
	}
}
