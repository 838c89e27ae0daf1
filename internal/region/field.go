package region

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
)

// A callback can come in a field of a parameter that is a struct:
// CreateUserTx(ctx, params) calls params.AfterCreate. Such a field is followed
// as a parameter is, where the struct's literal is in view; receivers are not,
// for what their fields hold was stored long before.

// paramField returns the parameter of a declared function in whose field a
// function value is found, also seen from a literal inside it.
func (m *machine) paramField(s symbol) (*ssa.Parameter, string) {
	x, ok := s.(initial)
	if !ok || strings.Count(x.cell.path, ".") != 1 {
		return nil, ""
	}
	var p *ssa.Parameter
	switch base := x.cell.base.(type) {
	case *ssa.Parameter:
		p = base
	case *ssa.FreeVar:
		p = ir.Captured(base)
	}
	if p == nil || argOf(p.Parent(), p) < 0 {
		return nil, ""
	}
	return p, strings.TrimPrefix(x.cell.path, ".")
}

// passedOnField returns the parameter of a declared function, and the field of
// it that a value is.
func passedOnField(v ssa.Value) (*ssa.Parameter, string) {
	var p *ssa.Parameter
	var field string
	switch x := v.(type) {
	case *ssa.Field:
		p, field = passedOnParam(x.X), fieldName(x.X.Type(), x.Field)
	case *ssa.UnOp:
		addr, ok := x.X.(*ssa.FieldAddr)
		if !ok {
			return nil, ""
		}
		field = fieldName(addr.X.Type(), addr.Field)
		switch base := addr.X.(type) {
		case *ssa.Alloc:
			p = ir.Spilled(base)
		case *ssa.FreeVar:
			p = ir.Captured(base)
		default:
			p = passedOnParam(base)
		}
	}
	if p == nil || argOf(p.Parent(), p) < 0 {
		return nil, ""
	}
	return p, field
}

// functionsIn lists the functions that a value may be, or, with a field, those
// that the literal of a local struct puts there.
func functionsIn(v ssa.Value, field string) []*ssa.Function {
	if field == "" {
		return functions(v)
	}
	return functionsAt(v, field, 0)
}

// maxCopies bounds how many copies of a struct are followed back.
const maxCopies = 4

func functionsAt(v ssa.Value, field string, depth int) []*ssa.Function {
	if load, ok := v.(*ssa.UnOp); ok {
		v = load.X
	}
	alloc, ok := v.(*ssa.Alloc)
	if !ok || depth == maxCopies {
		return nil
	}
	var found []*ssa.Function
	for _, r := range *alloc.Referrers() {
		switch r := r.(type) {
		case *ssa.FieldAddr:
			if fieldName(r.X.Type(), r.Field) == field {
				found = append(found, stored(r)...)
			}
		case *ssa.Store: // of a struct as a whole
			if r.Addr == ssa.Value(alloc) {
				found = append(found, functionsAt(r.Val, field, depth+1)...)
			}
		}
	}
	return found
}

// stored lists the functions that are assigned behind an address.
func stored(addr ssa.Value) []*ssa.Function {
	var found []*ssa.Function
	for _, v := range assigned(addr) {
		found = append(found, functions(v)...)
	}
	return found
}
