package summary

import (
	"go/ast"
	"go/types"
)

// Functions in fields of structs are followed where the literal of the struct is
// in view: what a callee calls of a parameter, callers know.

// funcFields lists the fields of a struct, or of what t points to, that hold
// functions.
func funcFields(t types.Type) []string {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var fields []string
	for i := range st.NumFields() {
		if _, ok := st.Field(i).Type().Underlying().(*types.Signature); ok {
			fields = append(fields, st.Field(i).Name())
		}
	}
	return fields
}

// fieldArgs lists the functions that a struct takes to a callee.
func (w *walker) fieldArgs(n *node, e ast.Expr, index int, fields []string) []argument {
	var args []argument
	for _, field := range fields {
		if to := w.fieldTargets(n, e, field, 0); len(to) > 0 {
			args = append(args, argument{index: index, field: field, pos: e.Pos(), to: to})
		}
	}
	return args
}

// fieldTargets lists what a field of a struct may hold: as its literal says, or
// as the caller does whose parameter it is.
func (w *walker) fieldTargets(n *node, e ast.Expr, field string, depth int) []target {
	if depth > maxChase {
		return nil
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return w.fieldTargets(n, e.X, field, depth+1)
	case *ast.StarExpr:
		return w.fieldTargets(n, e.X, field, depth+1)
	case *ast.CompositeLit:
		if value := w.fieldValue(e, field); value != nil {
			return w.targets(n, value, depth+1)
		}
	case *ast.Ident:
		v, ok := w.object(e).(*types.Var)
		if !ok {
			return nil
		}
		if _, param := n.params[v]; param {
			return []target{{param: v, field: field}}
		}
		var all []target
		for _, rhs := range w.defs[v] {
			if rhs != nil {
				all = append(all, w.fieldTargets(n, rhs, field, depth+1)...)
			}
		}
		return all
	}
	return nil
}

// paramField is the field of a parameter that is selected: other fields that are
// called are not followed.
func (w *walker) paramField(n *node, e *ast.SelectorExpr) []target {
	id, ok := ast.Unparen(e.X).(*ast.Ident)
	sel := w.pass.TypesInfo.Selections[e]
	if !ok || sel == nil || len(sel.Index()) != 1 {
		return nil
	}
	if v, ok := w.object(id).(*types.Var); ok {
		if _, param := n.params[v]; param {
			return []target{{param: v, field: e.Sel.Name}}
		}
	}
	return nil
}

// fieldValue returns what a literal gives a field, or nil.
func (w *walker) fieldValue(lit *ast.CompositeLit, field string) ast.Expr {
	st, ok := w.pass.TypesInfo.TypeOf(lit).Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for i, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == field {
				return kv.Value
			}
		} else if i < st.NumFields() && st.Field(i).Name() == field {
			return elt
		}
	}
	return nil
}
