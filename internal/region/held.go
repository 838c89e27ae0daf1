package region

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
)

// Handles of libraries hold others: sqlx.Tx embeds *sql.Tx, pop's Connection
// has it in a field, a generated client has one for each of its tables. What is
// done on these is done on the handle around them.

// holds says what a field of a library's handle is to that handle: the same
// one, or bound to it.
func (sc *Scope) holds(t types.Type, field int) (same, bound bool) {
	owner := sc.Cat.Role(t)
	if owner == catalog.NoRole {
		return false, false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false, false
	}
	f := s.Field(field)
	switch sc.Cat.Role(f.Type()) {
	case catalog.NoRole:
		return false, sc.Cat.Bound(f.Type())
	case catalog.Pool:
		return owner != catalog.Tx, false
	}
	return true, false
}

// holdField makes a field of the transaction stand for it.
func (m *machine) holdField(e *env, v ssa.Value, x ssa.Value, field int) {
	same, bound := m.holds(x.Type(), field)
	if !same && !bound || m.handleIn(e, x) != (txSymbol{}) {
		return
	}
	e.setAlias(v, derived{})
	if same {
		e.setAlias(v, txSymbol{})
	}
}

// handleIn returns the symbol of the struct that x is or points to.
func (m *machine) handleIn(e *env, x ssa.Value) symbol {
	s := e.of(x)
	p, ok := x.Type().Underlying().(*types.Pointer)
	if !ok || s == (txSymbol{}) {
		return s
	}
	return e.load(e.place(x), p.Elem())
}

// heldAt returns what the field at an address was found to stand for, nil for
// any other address.
func (m *machine) heldAt(e *env, addr ssa.Value) symbol {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	if s, _ := e.aliasOf(fa); onTx(s) {
		return s
	}
	if call, ok := fa.X.(*ssa.Call); ok && m.carriers[call] != "" && m.carriers[call] == fieldName(fa.X.Type(), fa.Field) {
		return errorIn{call}
	}
	return nil
}

// runsOn reports whether a statement runs on the transaction: on the handle, or
// on a context that carries it.
func (m *machine) runsOn(op operation, arg int, st state) bool {
	s := op.arg(arg)
	if onTx(s) || s == nil || arg < 0 {
		return onTx(s) || m.wrapped(op, s, st)
	}
	return isContext(op.fn.Signature().Params().At(arg).Type()) && m.carries(st.env, s, 0)
}

// carriesError notes that the result of a statement or a commit has its error
// in a field: the handle that gorm returns is the transaction, and its Error is
// that of the call.
func (m *machine) carriesError(op operation, st *state, field string, stmt bool) {
	call, ok := op.instr.(*ssa.Call)
	if !ok || field == "" {
		return
	}
	m.carriers[call] = field
	st.env.unlearn(errorIn{call})
	if stmt {
		m.record.errors[call] = 0
		m.stmts[errorIn{call}] = call
	}
}

// errorUse tells what becomes of the error of a commit.
func (m *machine) errorUse(call *ssa.Call) ir.Use {
	results := call.Call.Signature().Results()
	last := results.Len() - 1
	if last < 0 || m.carriers[call] == "" && !isError(results.At(last).Type()) {
		return ir.NoError
	}
	return m.prog.ErrorUse(call, last)
}
