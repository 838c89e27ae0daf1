package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
)

// Rows that were read into a slice first: a loop over it is a loop over them.

// collected returns the query whose rows were put in a slice, or nil.
func (m *machine) collected(v ssa.Value, seen map[ssa.Value]bool) *ssa.Call {
	if v == nil || seen[v] {
		return nil
	}
	seen[v] = true
	switch x := v.(type) {
	case *ssa.Phi:
		for _, e := range x.Edges {
			if q := m.collected(e, seen); q != nil {
				return q
			}
		}
	case *ssa.Slice:
		return m.collected(x.X, seen)
	case *ssa.Extract:
		if call, ok := x.Tuple.(*ssa.Call); ok {
			return m.collectedBy(call, x.Index)
		}
	case *ssa.UnOp:
		return m.collectedIn(x.X, seen)
	case *ssa.FreeVar:
		return m.collected(ir.Binding(x), seen)
	case *ssa.Call:
		if isBuiltin(x.Call.Value) && x.Call.Value.Name() == "append" {
			if q := m.appended(x, seen); q != nil {
				return q
			}
			return m.collected(x.Call.Args[0], seen)
		}
		return m.collectedBy(x, 0)
	}
	return nil
}

// collectedIn looks at what is stored in a variable: directly, or by a
// statement that is given its address.
func (m *machine) collectedIn(addr ssa.Value, seen map[ssa.Value]bool) *ssa.Call {
	if fv, ok := addr.(*ssa.FreeVar); ok {
		addr = ir.Binding(fv)
	}
	alloc, ok := addr.(*ssa.Alloc)
	if !ok {
		return nil
	}
	filled := false
	for _, r := range *alloc.Referrers() {
		if s, ok := r.(*ssa.Store); ok && s.Addr == addr {
			if q := m.collected(s.Val, seen); q != nil {
				return q
			}
			filled = filled || !isEmpty(s.Val)
		}
	}
	if filled {
		return nil // it may be what the statement writes
	}
	return m.givenAddress(alloc)
}

// isEmpty reports whether a slice is made without elements.
func isEmpty(v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.Const:
		return x.IsNil()
	case *ssa.MakeSlice:
		return true
	}
	return false
}

// givenAddress returns the statement that is given the address of a variable.
func (m *machine) givenAddress(v ssa.Value) *ssa.Call {
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.Call:
			if m.record.statements[r] != nil {
				return r
			}
		case *ssa.MakeInterface:
			if q := m.givenAddress(r); q != nil {
				return q
			}
		}
	}
	return nil
}

// appended returns the query in a loop over whose rows something is appended.
func (m *machine) appended(call *ssa.Call, seen map[ssa.Value]bool) *ssa.Call {
	for _, l := range m.prog.Loops(call.Parent()) {
		if l.Has(call.Block()) {
			if q := m.steers(l, nil, seen); q != nil {
				return q
			}
		}
	}
	return nil
}

// collectedBy returns the query whose rows a call returns as a slice, or nil.
func (m *machine) collectedBy(call *ssa.Call, index int) *ssa.Call {
	obj := m.staticCallee(call)
	if obj == nil {
		return nil
	}
	model, known := m.Cat.Func(obj)
	switch s := m.record.statements[call]; {
	case s != nil && (known || slices.Contains(s.does.Rows, index)):
		return call // a library's statement that returns a slice returns rows
	case known && model.Stmt != nil && model.Stmt.Late:
		return m.queryOf(argument(call, obj, model.Stmt.On), map[ssa.Value]bool{})
	}
	return nil
}

// rowResults lists the results of the root that are slices of rows.
func (m *machine) rowResults() []int {
	var list []int
	for _, b := range m.site.root.Blocks {
		ret := returnOf(b)
		if ret == nil {
			continue
		}
		for i, v := range ret.Results {
			if _, slice := v.Type().Underlying().(*types.Slice); slice && !slices.Contains(list, i) && m.queryOf(v, map[ssa.Value]bool{}) != nil {
				list = append(list, i)
			}
		}
	}
	slices.Sort(list)
	return list
}
