package region

import (
	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
)

// Function values in view are run where they are called, with what is known
// there.

// callbacks runs the literals among the arguments that the callee calls, any
// number of times, and gives away the others.
func (b *body) callbacks(op operation, st state, calls func(arg int) bool) []state {
	states := []state{st}
	known := false // what it does with the other arguments
	if op.fn != nil {
		_, known = b.m.Cat.Func(op.fn)
		if !known {
			_, known = b.m.summary(op.fn)
		}
	}
	for i, a := range op.args {
		if c, ok := a.(closer); ok && calls(i) {
			for k := range states {
				b.m.end(b.frame, &states[k], op.instr, c.commit)
			}
			continue
		}
		if mc, ok := a.(*ssa.MakeClosure); ok && calls(i) && ir.Object(mc.Fn.(*ssa.Function)) != nil {
			states = b.callsBound(op, mc, states)
			continue
		}
		fn := literalOf(a)
		if fn == nil && known {
			continue
		}
		if fn == nil {
			for k := range states {
				if b.m.carries(states[k].env, a, 0) && (op.fn == nil || !b.m.handleArg(op, i)) {
					states[k].escaped = true
				}
			}
			continue
		}
		if !calls(i) {
			for k := range states {
				b.m.giveAway(&states[k], a)
			}
			continue
		}
		for range 2 {
			var ran []state
			for _, s := range states {
				ran = append(ran, b.inline(operation{instr: op.instr}, fn, s.clone())...)
			}
			states = maybe(states, ran)
		}
	}
	return states
}

// callsBound runs a bound method that the callee calls.
func (b *body) callsBound(op operation, mc *ssa.MakeClosure, states []state) []state {
	var ran []state
	for _, s := range states {
		method := operation{instr: op.instr, fn: ir.Object(mc.Fn.(*ssa.Function)), recv: s.env.bound(mc)}
		ran = append(ran, b.apply(method, s.clone())...)
	}
	return maybe(states, ran)
}

// maybe joins the states before and after a callback that may not be called.
// One that ends the transaction is taken to be called: retry(tx.Commit) and
// logError(tx.Rollback) do.
func maybe(before, after []state) []state {
	for _, s := range after {
		if s.life.Ended() {
			return dedupe(after)
		}
	}
	return dedupe(append(before[:len(before):len(before)], after...))
}

// handleArg reports whether the callee takes the argument as a handle: the
// models or its summary then say all that it does with it.
func (m *machine) handleArg(op operation, i int) bool {
	params := op.fn.Signature().Params()
	if i >= params.Len() {
		i = params.Len() - 1
	}
	return i >= 0 && m.maybeHandle(params.At(i).Type())
}

// loopBody is what go/ssa calls the literals that it makes of such bodies.
const loopBody = "range-over-func yield"

// isLoopBody reports whether a value is the body of a range over a function,
// which runs in place whatever the function is.
func isLoopBody(s symbol) bool {
	mc, ok := s.(*ssa.MakeClosure)
	return ok && isLoopBodyFunc(mc.Fn.(*ssa.Function))
}

func isLoopBodyFunc(fn *ssa.Function) bool { return fn.Synthetic == loopBody }

func literalOf(s symbol) *ssa.Function {
	switch x := s.(type) {
	case *ssa.MakeClosure:
		if fn := x.Fn.(*ssa.Function); ir.Object(fn) == nil {
			return fn
		}
	case *ssa.Function:
		if ir.Object(x) == nil {
			return x
		}
	}
	return nil
}

// dedupe merges states of equal property.
func dedupe(states []state) []state {
	index := map[key]int{}
	var out []state
	for _, st := range states {
		if i, ok := index[st.key]; ok {
			out[i].env, _ = merge(-2, out[i].env, st.env)
			continue
		}
		index[st.key] = len(out)
		out = append(out, st)
	}
	return out
}

// runs runs the callback of a runner: not at all, or once.
func (b *body) runs(op operation, callback int, st state) []state {
	fn := literalOf(op.arg(callback))
	if fn == nil {
		return []state{st}
	}
	return dedupe(append([]state{st}, b.inline(operation{instr: op.instr}, fn, st.clone())...))
}

// inline runs the body of a literal in place of its call.
func (b *body) inline(op operation, fn *ssa.Function, st state) []state {
	m := b.m
	if fn.Blocks == nil || b.frame.depth() >= maxDepth || b.frame.runs(fn) {
		m.havoc(st.env, fn)
		return []state{st}
	}
	for i, p := range fn.Params {
		st.env.forget(p)
		if i >= len(op.args) {
			continue
		}
		if _, number := op.args[i].(intSymbol); !number { // of a recursive literal, only the first call would count
			st.env.setAlias(p, op.args[i])
		}
	}
	m.record.called(fn, op.instr)
	inner := &body{m: m, frame: &frame{fn: fn, outer: b.frame, call: op.instr}}
	var states []state
	for _, x := range inner.run(st) {
		s := x.state
		call, direct := op.instr.(*ssa.Call)
		for i, r := range x.results {
			if !direct || op.lit != fn {
				m.looked(&s, r) // a callback's error goes to who called it
				continue
			}
			if m.stmts[r] != nil {
				m.record.errors[call] = i
			}
			if v := ir.ResultOf(call, i); v != nil && r != symbol(v) {
				s.env.setAlias(v, r)
			}
		}
		states = append(states, s)
	}
	return states
}
