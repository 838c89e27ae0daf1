package region

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
)

// Loops over the rows of a statement: those whose turns a method of its result
// decides, those that call a function a row, and those over a slice that the
// rows were collected in.

// A RowLoop is a statement that runs once a row of another one.
type RowLoop struct {
	Place
	Query Place // the other one
}

// RowLoops lists the statements that run once a row of another one.
func (t *Transaction) RowLoops() []RowLoop {
	m := t.machine
	var list []RowLoop
	for _, call := range m.sortedStatements() {
		var query *ssa.Call
		if m.anyLevel(call, func(at ssa.Instruction) bool {
			query = m.rowsAround(at, call)
			return query != nil
		}) {
			list = append(list, RowLoop{m.callPlace(call), m.callPlace(query)})
		}
	}
	return list
}

// rowsAround returns the query over whose rows an instruction runs, or nil.
// What the statement itself takes of them is no other statement's.
func (m *machine) rowsAround(at ssa.Instruction, stmt *ssa.Call) *ssa.Call {
	for _, l := range m.prog.Loops(at.Parent()) {
		if !l.Has(at.Block()) {
			continue
		}
		if q := m.steers(l, stmt, map[ssa.Value]bool{}); q != nil {
			return q
		}
	}
	if call, ok := at.(*ssa.Call); ok && call != stmt {
		return m.rowByRow(call)
	}
	return nil
}

// takes reports whether a statement is handed the rows of a query.
func takes(stmt, query *ssa.Call) bool {
	return stmt != nil && (stmt == query || slices.ContainsFunc(stmt.Call.Args, func(a ssa.Value) bool { return madeBy(a) == ssa.Value(query) }))
}

// steers returns the query whose rows decide how often a loop turns, or nil. It
// is none whose rows the statement takes: that its failure ends the loop is
// another reason.
func (m *machine) steers(l *ir.Loop, stmt *ssa.Call, seen map[ssa.Value]bool) *ssa.Call {
	for branch := range l.Exits {
		for _, v := range decidedBy(branch.Cond) {
			if q := m.queryOf(v, seen); q != nil && !l.Has(q.Block()) && !takes(stmt, q) {
				return q
			}
		}
	}
	return nil
}

// decidedBy lists the values whose state decides a condition: receivers of the
// calls that it compares, and slices whose length it looks at.
func decidedBy(cond ssa.Value) []ssa.Value {
	switch x := cond.(type) {
	case *ssa.UnOp:
		if x.Op == token.NOT {
			return decidedBy(x.X)
		}
	case *ssa.BinOp:
		return append(decidedBy(x.X), decidedBy(x.Y)...)
	case *ssa.Phi:
		var all []ssa.Value
		for _, e := range x.Edges {
			switch e.(type) {
			case *ssa.Call, *ssa.Extract:
				all = append(all, decidedBy(e)...)
			}
		}
		return all
	case *ssa.Extract:
		return decidedBy(x.Tuple)
	case *ssa.Call:
		switch {
		case x.Call.IsInvoke():
			return []ssa.Value{x.Call.Value}
		case isBuiltin(x.Call.Value) && x.Call.Value.Name() == "len", x.Call.Signature().Recv() != nil && len(x.Call.Args) > 0:
			return x.Call.Args[:1]
		}
	}
	return nil
}

// queryOf returns the statement whose rows a value stands for, or nil. seen
// lists the slices that were asked about.
func (m *machine) queryOf(v ssa.Value, seen map[ssa.Value]bool) *ssa.Call {
	if v == nil {
		return nil
	}
	if _, slice := v.Type().Underlying().(*types.Slice); slice {
		return m.collected(v, seen)
	}
	if q, ok := madeBy(v).(*ssa.Call); ok && m.record.statements[q] != nil {
		return q
	}
	return nil
}

// madeBy traces a value to the call that made it, or to the parameter that it
// is: through variables that are assigned once, and the fields of its struct.
func madeBy(v ssa.Value) ssa.Value {
	for range maxOrigin {
		switch x := v.(type) {
		case *ssa.Extract:
			v = x.Tuple
		case *ssa.UnOp:
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.FreeVar:
			v = ir.Binding(x)
		case *ssa.Alloc:
			v, _ = ir.OnlyStore(x, "")
		default:
			return v
		}
	}
	return nil
}

// rowByRow returns the query for each of whose rows a call runs the literal
// that it is given, or nil.
func (m *machine) rowByRow(call *ssa.Call) *ssa.Call {
	obj := m.staticCallee(call)
	if obj == nil {
		return m.iterated(call)
	}
	if model, ok := m.Cat.Func(obj); ok {
		if model.Stmt != nil && model.Stmt.Late && len(model.Calls) > 0 {
			return m.queryOf(argument(call, obj, model.Stmt.On), map[ssa.Value]bool{})
		}
		return nil
	}
	for _, fn := range functions(call.Call.Value) {
		for i, p := range fn.Params {
			if _, ok := p.Type().Underlying().(*types.Signature); !ok {
				continue
			}
			rows, ok := m.callsByRow(fn, p).(*ssa.Parameter)
			if j := slices.Index(fn.Params, rows); ok && j >= 0 && max(i, j) < len(call.Call.Args) {
				return m.queryOf(call.Call.Args[j], map[ssa.Value]bool{})
			}
		}
	}
	return nil
}

// iterated returns the call that made the iterator which is ranged over, where
// that runs the loop's body once a row.
func (m *machine) iterated(call *ssa.Call) *ssa.Call {
	maker, ok := madeBy(call.Call.Value).(*ssa.Call)
	if !ok || m.record.contacts[maker] < touches {
		return nil
	}
	for _, fn := range functions(call.Call.Value) {
		if len(fn.Params) == 0 {
			continue
		}
		if _, ok := m.callsByRow(fn, fn.Params[0]).(*ssa.Call); ok {
			return maker
		}
	}
	return nil
}

// callsByRow returns what decides the turns of the loop in which a function
// calls its parameter: another parameter, or a query of its own.
func (m *machine) callsByRow(fn *ssa.Function, p *ssa.Parameter) ssa.Value {
	for _, r := range *p.Referrers() {
		call, ok := r.(*ssa.Call)
		if !ok || call.Call.Value != ssa.Value(p) {
			continue
		}
		for _, l := range m.prog.Loops(fn) {
			if !l.Has(call.Block()) {
				continue
			}
			for branch := range l.Exits {
				for _, v := range decidedBy(branch.Cond) {
					switch made := madeBy(v).(type) {
					case *ssa.Parameter:
						return made
					case *ssa.Call:
						if obj := m.staticCallee(made); obj != nil {
							if model, ok := m.Cat.Func(obj); ok && model.Stmt != nil && model.Stmt.Rows {
								return made
							}
						}
					}
				}
			}
		}
	}
	return nil
}
