package ir

import "golang.org/x/tools/go/ssa"

// Captured returns the parameter of an enclosing function that a free variable
// of a literal always holds, or nil.
func Captured(fv *ssa.FreeVar) *ssa.Parameter {
	for {
		v := Binding(fv)
		if outer, ok := v.(*ssa.FreeVar); ok {
			fv = outer
			continue
		}
		alloc, ok := v.(*ssa.Alloc)
		if !ok {
			return nil
		}
		p, _ := onlyStore(alloc).(*ssa.Parameter)
		return p
	}
}

// Binding returns what a free variable is bound to where its literal is made:
// the variable that it captures, or nil where that is not known.
func Binding(fv *ssa.FreeVar) ssa.Value {
	fn := fv.Parent()
	if fn.Parent() == nil {
		return nil
	}
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			if mc, ok := instr.(*ssa.MakeClosure); ok && mc.Fn == ssa.Value(fn) {
				for i, x := range fn.FreeVars {
					if x == fv {
						return mc.Bindings[i]
					}
				}
			}
		}
	}
	return nil
}

// onlyStore returns the value that is stored in a variable where the function
// that declares it does so once, and nil otherwise.
func onlyStore(alloc *ssa.Alloc) ssa.Value {
	var val ssa.Value
	for _, r := range *alloc.Referrers() {
		if s, ok := r.(*ssa.Store); ok && s.Addr == ssa.Value(alloc) {
			if val != nil {
				return nil
			}
			val = s.Val
		}
	}
	return val
}

// WrittenFree lists the free variables that a literal, or a literal inside it,
// may assign.
func WrittenFree(fn *ssa.Function) []*ssa.FreeVar {
	var vars []*ssa.FreeVar
	for _, fv := range fn.FreeVars {
		if writes(fv) {
			vars = append(vars, fv)
		}
	}
	return vars
}

func writes(fv *ssa.FreeVar) bool {
	for _, r := range *fv.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			if r.Addr == ssa.Value(fv) {
				return true
			}
		case *ssa.MakeClosure:
			inner := r.Fn.(*ssa.Function)
			for i, x := range r.Bindings {
				if x == ssa.Value(fv) && writes(inner.FreeVars[i]) {
					return true
				}
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return true // its address goes somewhere
		}
	}
	return false
}

// Spilled returns the parameter that a local variable was made for: go/ssa
// gives a variable to parameters that are captured or whose address is taken.
func Spilled(alloc *ssa.Alloc) *ssa.Parameter {
	p, _ := onlyStore(alloc).(*ssa.Parameter)
	return p
}

// Assigns reports whether something is assigned behind a pointer, by the
// function that has it or, as far as can be told, by one that it is handed to.
func Assigns(v ssa.Value) bool {
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.FieldAddr:
			if Assigns(r) {
				return true
			}
		case *ssa.Store:
			return true
		case *ssa.UnOp, *ssa.Field, *ssa.DebugRef, *ssa.BinOp:
		default:
			return true
		}
	}
	return false
}
