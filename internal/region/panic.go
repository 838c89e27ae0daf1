package region

import (
	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/summary"
)

// A panic is a path: the deferred calls run on the values that variables have
// when the call that panics is made. As long as none of them recovers, that is
// what they do when the function returns there, so one run answers for both.
//
// Must claims: the deferred calls commit, or leave it open, whatever is not
// known at that point. What may panic is code of the user's, code that is not
// known, and the statements, which work for the user's code.

// mayPanic follows the panic of a call. One inside a literal is followed from
// the call of the literal.
func (b *body) mayPanic(op operation, st state) {
	if b.frame.outer == nil && b.m.canPanic(op, st) {
		b.unwind(st, true)
	}
}

// panics follows a panic that the code asks for.
func (b *body) panics(instr *ssa.Panic, st state) {
	if b.frame.outer == nil && instr.Pos().IsValid() {
		b.unwind(st, true)
	}
}

// commitsEarly follows a return right after a call was deferred.
func (b *body) commitsEarly(st state) {
	if b.frame.outer == nil {
		b.unwind(st, false)
	}
}

// canPanic reports whether a call may panic.
func (m *machine) canPanic(op operation, st state) bool {
	if op.lit != nil {
		return true
	}
	if op.fn == nil {
		switch op.value.(type) {
		case nil, closer, finisher: // a builtin, or the end of the transaction
			return false
		}
		return !m.cancels(&st, op.value)
	}
	if model, ok := m.Cat.Func(op.fn); ok {
		return model.Stmt != nil || model.Runs != nil || model.NoReturn == "unwind"
	}
	if s, known := m.summary(op.fn); known && s != nil {
		return s.NoReturn != "exit" && !m.endedBy(op, s, st)
	}
	return op.fn.Pkg() != nil && m.Cat.Covers(op.fn.Pkg().Path()) != catalog.Opaque
}

// endedBy reports whether a call ends the transaction: what becomes of it when
// that panics, is for the callee.
func (m *machine) endedBy(op operation, s *summary.Summary, st state) bool {
	for i := range s.Params {
		if p := &s.Params[i]; p.Ends() && op.at(st.env, p.Loc) == (txSymbol{}) {
			return true
		}
	}
	return false
}

// unwind runs the deferred calls on the state at a panic, or at a return
// before the work is done, and notes which of them commits.
func (b *body) unwind(st state, panics bool) {
	m := b.m
	list := m.lists[st.defers]
	if st.life != summary.Open || b.foreseen(list, st, panics) {
		return
	}
	saved := m.record
	m.record = newRecord()
	defer func() { m.record = saved }()
	states := []state{st.clone()}
	for i := len(list) - 1; i >= 0; i-- {
		d := list[i]
		panics = panics && !m.recovers(m.deferred(d, st))
		open := all(states, summary.Open)
		states = b.runDeferred(d, states)
		commits := all(states, summary.Committed)
		if _, known := saved.byDefault[d]; !known && open {
			saved.byDefault[d] = commits
		}
		if commits {
			if panics && saved.byDefault[d] {
				saved.onPanic[d] = true
			}
			return
		}
	}
	if panics && all(states, summary.Open) {
		saved.abandoned = true
	}
}

// foreseen reports whether there is nothing to learn from running deferred
// calls now.
func (b *body) foreseen(list []*ssa.Defer, st state, panics bool) bool {
	m := b.m
	ended := !panics || m.record.abandoned
	for _, d := range list {
		if m.deferrals[d] == nil { // deferred before the opening
			b.foresee(d, st)
		}
		k := m.deferrals[d]
		byDefault, known := m.record.byDefault[d]
		if k.commits && (!known || panics && byDefault && !m.record.onPanic[d]) {
			return false
		}
		ended = ended || k.ends
	}
	return ended
}

// all reports whether all states, if any, have come to the same life in hands
// that are known.
func all(states []state, life summary.Life) bool {
	for _, s := range states {
		if s.life != life || s.escaped && life == summary.Open {
			return false
		}
	}
	return len(states) > 0
}

// recovers reports whether a deferred call recovers from panics: it then
// decides by the panic as well, or the panic ends with it.
func (m *machine) recovers(op operation) bool {
	if op.lit != nil {
		return m.literalRecovers(op.lit)
	}
	if op.fn == nil {
		f, ok := op.value.(finisher)
		return ok && f.recovers
	}
	if model, ok := m.Cat.Func(op.fn); ok { // the finishers of the models do
		return model.Ends != nil && model.Ends.ByError >= 0
	}
	s, _ := m.summary(op.fn)
	return s != nil && s.Recovers
}

// literalRecovers reports whether a literal calls recover, or a function that
// does, which is taken for the intention.
func (m *machine) literalRecovers(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if blt, ok := call.Call.Value.(*ssa.Builtin); ok && blt.Name() == "recover" {
				return true
			}
			if obj := m.staticCallee(call); obj != nil {
				if s := m.Summaries.Of(obj); s != nil && s.Recovers {
					return true
				}
			}
		}
	}
	return false
}
