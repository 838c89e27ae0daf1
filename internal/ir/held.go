package ir

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// OnlyStore returns what a local variable holds at a path of fields (".a.b"),
// where one store alone can have put it there: the stored value, and the rest
// of the path in it. It returns nil where another store, or a closure, may have
// written there too.
func OnlyStore(alloc *ssa.Alloc, path string) (ssa.Value, string) {
	w := storesInto{path: path}
	w.visit(alloc, "", false)
	if len(w.stores) != 1 {
		return nil, ""
	}
	return w.stores[0].Val, w.rest
}

// storesInto collects the stores that write what is at a path of a variable.
type storesInto struct {
	path   string
	stores []*ssa.Store
	rest   string // of the path, in the value of the last store
}

// visit collects the stores through an address, which points to what is at
// path at; in a closure each counts twice, as nobody knows when it runs.
func (w *storesInto) visit(addr ssa.Value, at string, closure bool) {
	rest, relevant := strings.CutPrefix(w.path, at)
	if !relevant || rest != "" && rest[0] != '.' || addr.Referrers() == nil {
		return
	}
	note := func(s *ssa.Store) {
		w.stores, w.rest = append(w.stores, s), rest
		if closure {
			w.stores = append(w.stores, s)
		}
	}
	for _, r := range *addr.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			if r.Addr == addr {
				note(r)
			}
		case *ssa.FieldAddr:
			w.visit(r, at+"."+fieldOf(r).Name(), closure)
		case *ssa.MakeClosure:
			inner := r.Fn.(*ssa.Function)
			for i, x := range r.Bindings {
				if x == addr && i < len(inner.FreeVars) {
					w.visit(inner.FreeVars[i], at, true)
				}
			}
		case *ssa.Call:
			if _, isStruct := deref(addr.Type()).Underlying().(*types.Struct); !isStruct {
				w.stores = append(w.stores, nil, nil) // the callee may write there
			}
		}
	}
}

// fieldOf returns the field that an address is of.
func fieldOf(fa *ssa.FieldAddr) *types.Var {
	return deref(fa.X.Type()).Underlying().(*types.Struct).Field(fa.Field)
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// Stored lists what is stored in a local variable, by the function that declares
// it and by its literals; nil stands for what is not known.
func Stored(alloc *ssa.Alloc) []ssa.Value {
	var vals []ssa.Value
	var visit func(addr ssa.Value)
	visit = func(addr ssa.Value) {
		for _, r := range *addr.Referrers() {
			switch r := r.(type) {
			case *ssa.Store:
				if r.Addr == addr {
					vals = append(vals, r.Val)
				}
			case *ssa.MakeClosure:
				inner := r.Fn.(*ssa.Function)
				for i, x := range r.Bindings {
					if x == addr && i < len(inner.FreeVars) {
						visit(inner.FreeVars[i])
					}
				}
			case *ssa.UnOp, *ssa.DebugRef:
			default:
				vals = append(vals, nil) // its address goes somewhere
			}
		}
	}
	visit(alloc)
	return vals
}
