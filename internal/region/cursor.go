package region

import (
	"go/types"
	"iter"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/summary"
)

// cursors are the statements of a transaction whose cursor may be open: the
// rows of a query, the results of a batch. Of more than two, the oldest and the
// newest are followed, so that a loop within a loop is understood and the states
// stay few.
//
// That a cursor is open is a may claim over feasible paths. Whoever else is
// handed one may close it: from then on nothing is claimed.
type cursors [2]*ssa.Call

// openCursor notes that a statement opens one.
func (m *machine) openCursor(op operation, s *catalog.Stmt, st *state) {
	call, ok := op.instr.(*ssa.Call)
	if !ok || st.life != summary.Open || !s.Rows && !s.Busy || !m.closable(call) {
		return
	}
	closeCursor(st, call) // this turn's, where it stands in a loop
	if st.cursors[0] == nil {
		st.cursors[0] = call
	} else {
		st.cursors[1] = call
	}
	if s.Busy {
		m.busy[call] = true
	}
}

// ending yields the methods by which the cursor that a call returns ends. Where
// the models know none, it can't be told when it does.
func (m *machine) ending(call *ssa.Call) iter.Seq[*types.Func] {
	return func(yield func(*types.Func) bool) {
		results := call.Call.Signature().Results()
		if results.Len() == 0 {
			return
		}
		set := types.NewMethodSet(results.At(0).Type())
		for i := range set.Len() {
			fn, ok := set.At(i).Obj().(*types.Func)
			if !ok {
				continue
			}
			if model, known := m.Cat.Func(fn); known && model.Cursor != nil && !yield(fn) {
				return
			}
		}
	}
}

func (m *machine) closable(call *ssa.Call) bool {
	for range m.ending(call) {
		return true
	}
	return false
}

func closeCursor(st *state, call *ssa.Call) {
	switch {
	case call == nil:
	case call == st.cursors[0]:
		st.cursors = cursors{st.cursors[1]}
	case call == st.cursors[1]:
		st.cursors[1] = nil
	}
}

// opened returns the call where it has just opened a cursor, else nil.
func (c cursors) opened(call *ssa.Call) *ssa.Call {
	if slices.Contains(c[:], call) {
		return call
	}
	return nil
}

// cursorIn returns the statement that opened the cursor that a symbol is, or
// that a symbol was taken from (*sql.Rows out of what embeds it), or nil.
func cursorIn(s symbol) *ssa.Call {
	for {
		switch x := s.(type) {
		case derived:
			return x.cursor
		case initial:
			s = x.cell.base
		default:
			return nil
		}
	}
}

// handCursors notes that a call is handed a cursor: where nothing tells what it
// does with it, it may close it.
func (m *machine) handCursors(op operation, st *state) {
	if st.cursors == (cursors{}) || op.lit != nil {
		return
	}
	if op.fn != nil && op.fn.Pkg() != nil && m.Cat.Covers(op.fn.Pkg().Path()) == catalog.Opaque {
		return // the models say which of its functions close one
	}
	for i, a := range op.args {
		if call := cursorIn(a); call == nil || op.fn == nil || m.mayClose(op.fn, i, call) {
			m.closeIn(st, a, 0)
		}
	}
	if op.recv != nil {
		m.closeIn(st, op.recv, 0)
	}
}

// mayClose reports whether a function can close a cursor that it is handed as
// an argument: the type of its parameter lets it, and where its body can be
// seen, it does more than reading.
func (m *machine) mayClose(fn *types.Func, arg int, cursor *ssa.Call) bool {
	params := fn.Signature().Params()
	if arg < params.Len() && !m.ends(params.At(arg).Type(), cursor) {
		return false
	}
	body := m.prog.SSA.FuncValue(fn)
	if body == nil || body.Blocks == nil {
		return true
	}
	p := param(body, arg)
	if p == nil {
		return true
	}
	for _, r := range *p.Referrers() {
		if call, ok := r.(ssa.CallInstruction); !ok || !m.reads(call, p) {
			return true
		}
	}
	return false
}

// ends reports whether a value of type t has a method that ends a cursor.
func (m *machine) ends(t types.Type, cursor *ssa.Call) bool {
	if iface, ok := t.Underlying().(*types.Interface); ok && iface.NumMethods() == 0 {
		return true
	}
	for fn := range m.ending(cursor) {
		if obj, _, _ := types.LookupFieldOrMethod(t, true, fn.Pkg(), fn.Name()); obj != nil {
			return true
		}
	}
	return false
}

// reads reports whether a call is that of a method that leaves its cursor open.
func (m *machine) reads(call ssa.CallInstruction, cursor ssa.Value) bool {
	fn := m.staticCallee(call)
	if fn == nil || slices.Contains(call.Common().Args[min(1, len(call.Common().Args)):], cursor) {
		return false
	}
	model, _ := m.Cat.Func(fn)
	return argument(call, fn, catalog.Recv) == cursor && model.Cursor == nil
}

// closeIn closes the cursor that a value is or holds.
func (m *machine) closeIn(st *state, s symbol, depth int) {
	if call := cursorIn(s); call != nil {
		closeCursor(st, call)
	}
	if depth > 3 || st.cursors == (cursors{}) {
		return
	}
	for _, f := range st.env.held(s) {
		if f.held != s {
			m.closeIn(st, f.held, depth+1)
		}
	}
	if mc, ok := s.(*ssa.MakeClosure); ok {
		for _, x := range mc.Bindings {
			m.closeIn(st, st.env.of(x), depth+1)
		}
	}
}

// exhausted closes the cursor that a call has moved on in vain.
func (m *machine) exhausted(st *state, call *ssa.Call) {
	if st.cursors == (cursors{}) {
		return
	}
	op := m.resolve(call, operands(&call.Call, st.env), st.env)
	if op.fn == nil {
		return
	}
	if model, ok := m.Cat.Func(op.fn); ok && model.Cursor != nil && model.Cursor.Moves {
		closeCursor(st, cursorIn(op.arg(model.Cursor.On)))
	}
}

// failedCursor closes the cursor of a statement that is known to have failed:
// it has opened none, or has ended the one that it read from. stmt may be nil.
func (m *machine) failedCursor(st *state, stmt *ssa.Call) {
	if stmt == nil || st.cursors == (cursors{}) {
		return
	}
	closeCursor(st, stmt)
	op := m.resolve(stmt, operands(&stmt.Call, st.env), st.env)
	closeCursor(st, cursorIn(op.recv))
}

// overlap notes a statement that is made while a cursor is open.
func (m *machine) overlap(call *ssa.Call, st state) {
	if open := st.cursors[0]; open != nil {
		m.record.overlaps[call] = open
	}
}

func (m *machine) overlaps() []Overlap {
	var list []Overlap
	for call, open := range m.record.overlaps {
		list = append(list, Overlap{m.callPlace(call), m.callPlace(open), m.busy[open]})
	}
	slices.SortFunc(list, func(a, b Overlap) int { return a.compare(b.Place) })
	return list
}
