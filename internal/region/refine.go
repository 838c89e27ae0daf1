package region

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// refine adds to a state that a condition is true or false, and reports
// whether that is feasible. at is the block that is entered.
func (b *body) refine(st *state, cond ssa.Value, want bool, at *ssa.BasicBlock) bool {
	e := st.env
	s := e.of(cond)
	if f := e.fact(s); f == isTrue || f == isFalse {
		return (f == isTrue) == want
	}
	if v, ok := s.(ssa.Value); ok {
		cond = v
	}
	switch c := cond.(type) {
	case *ssa.Call:
		if !want {
			b.m.exhausted(st, c)
		}
		if !b.m.told(st, c, want) {
			return false
		}
	case *ssa.Extract:
		b.m.drained(st, c, want)
	case *ssa.Phi:
		for _, edge := range c.Edges { // for ok := rows.Next(); ok; ok = rows.Next()
			if call, ok := edge.(*ssa.Call); ok && !want {
				b.m.exhausted(st, call)
			}
		}
	case *ssa.UnOp:
		if c.Op == token.NOT {
			return b.refine(st, c.X, !want, at)
		}
	case *ssa.BinOp:
		switch c.Op {
		case token.EQL, token.NEQ:
			if !b.compare(st, c, (c.Op == token.EQL) == want, at) {
				return false
			}
		case token.GTR:
			if e.of(c.Y) == intSymbol("0") && !learnInt(e, e.of(c.X), !want) {
				return false
			}
		case token.LSS:
			if e.of(c.X) == intSymbol("0") && !learnInt(e, e.of(c.Y), !want) {
				return false
			}
		}
	}
	if want {
		e.learn(s, isTrue)
	} else {
		e.learn(s, isFalse)
	}
	return true
}

// told takes the answer of a function that is asked about an error, as
// errors.Is and its likes: of nil they say no, and a yes tells it from what is
// a failure. It reports whether the answer is feasible.
func (m *machine) told(st *state, call *ssa.Call, yes bool) bool {
	if !yes {
		return true
	}
	i := slices.IndexFunc(call.Call.Args, func(a ssa.Value) bool { return isError(a.Type()) })
	if i < 0 {
		return true
	}
	s := st.env.of(call.Call.Args[i])
	if st.env.fact(s) == isNil || m.ofOther(st.env, call.Call.Args[i], call.Call.Args[i+1:]) {
		return false
	}
	if m.asksLibrary(call) {
		st.env.learn(s, nonNil)
		m.looked(st, s)
		st.tell(s)
		m.failedCursor(st, m.stmts[s])
	}
	return true
}

// ofOther reports whether a variable that can hold several errors is asked for
// one of the user's own while it holds that of a statement, which never is it.
func (m *machine) ofOther(e *env, err ssa.Value, rest []ssa.Value) bool {
	if _, variable := err.(*ssa.UnOp); !variable || m.stmts[e.of(err)] == nil || len(rest) != 1 || !isError(rest[0].Type()) {
		return false
	}
	in, ok := e.of(rest[0]).(initial)
	if !ok {
		return false
	}
	g, ok := in.cell.base.(*ssa.Global)
	return ok && m.Cat.Covers(g.Pkg.Pkg.Path()) != catalog.Opaque
}

// asksLibrary reports whether a call asks a function of a library a question
// about an error. What functions of the user's say by yes or no is not known.
func (m *machine) asksLibrary(call *ssa.Call) bool {
	callee := call.Call.StaticCallee()
	if callee == nil || !isBool(call.Type()) {
		return false
	}
	obj := ir.Object(callee)
	return obj != nil && obj.Pkg() != nil && m.Cat.Covers(obj.Pkg().Path()) == catalog.Opaque
}

func isBool(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsBoolean != 0
}

// compare adds that two values are equal or not.
func (b *body) compare(st *state, c *ssa.BinOp, equal bool, at *ssa.BasicBlock) bool {
	e := st.env
	x, y := e.of(c.X), e.of(c.Y)
	if x == y {
		d, ok := x.(derived)
		return equal || ok && d.many()
	}
	if _, ok := x.(intSymbol); ok {
		if _, ok := y.(intSymbol); ok {
			return !equal // they differ
		}
		x, y = y, x
	}
	if k, ok := y.(intSymbol); ok {
		b.cancelCase(st, x, y, equal)
		return (k != "0" && !equal) || learnInt(e, x, (k == "0") == equal)
	}
	fx, fy := e.fact(x), e.fact(y)
	if fx == isNil || fx == isTrue || fx == isFalse {
		x, y, fx, fy = y, x, fy, fx
	}
	switch fy {
	case isNil, isTrue, isFalse:
		f := fy
		if !equal {
			f = fy.not()
		}
		if fx != unknown {
			return fx == f
		}
		e.learn(x, f)
		b.learned(st, x, f, at)
	default:
		if equal { // err == sql.ErrNoRows
			for _, s := range []symbol{x, y} {
				b.m.looked(st, s)
				st.tell(s)
				b.m.failedCursor(st, b.m.stmts[s])
			}
		}
	}
	return true
}

// learned notes what a branch tells of an error.
func (b *body) learned(st *state, s symbol, f fact, at *ssa.BasicBlock) {
	m := b.m
	if f != nonNil {
		return
	}
	stmt := m.stmts[s]
	m.failedCursor(st, stmt)
	if stmt != nil && st.life == summary.Open && st.failed == nil && !st.env.told(s) {
		known := failure{stmt, s, at}
		if m.failures[known] == nil {
			m.failures[known] = &known
		}
		st.failed = m.failures[known]
	}
	if call, ok := s.(*ssa.Call); ok && call.Call.IsInvoke() && call.Call.Method.FullName() == "(context.Context).Err" {
		m.cancelledBy(st, st.env.of(call.Call.Value))
	}
}

// cancelCase ends the transaction where a select took the case of its context.
func (b *body) cancelCase(st *state, index, k symbol, equal bool) {
	x, ok := index.(*ssa.Extract)
	if !ok || !equal {
		return
	}
	sel, ok := x.Tuple.(*ssa.Select)
	if !ok || x.Index != 0 {
		return
	}
	for i, s := range sel.States {
		if intSymbol(itoa(i)) == k {
			b.m.cancelled(st, st.env.of(s.Chan))
		}
	}
}

// Counters often tell whether a transaction is open: a batch that is not empty
// has one. Whether an integer is zero is followed for that, on the assumption
// that counters are not negative.

// learnInt adds that an integer is zero or not; it reports whether that is
// feasible.
func learnInt(e *env, x symbol, zero bool) bool {
	f := nonZero
	if zero {
		f = isZero
	}
	if known := e.fact(x); known != unknown {
		return known == f
	}
	e.learn(x, f)
	return true
}

// count runs an addition.
func count(e *env, op *ssa.BinOp) {
	if op.Op != token.ADD {
		return
	}
	if k, ok := e.of(op.Y).(intSymbol); ok && k > "0" {
		e.learn(op, nonZero)
	}
}
