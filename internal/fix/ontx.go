package fix

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/region"
)

// OnTransaction runs a statement of the pool on the transaction: s.db.Exec
// becomes tx.Exec, where the transaction has the same method, its variable can
// be seen, and the result of the call is looked at.
func (f *Fixer) OnTransaction(t *region.Transaction, use region.PoolUse) []analysis.SuggestedFix {
	call, path := f.call(use.Place)
	if call == nil || use.Opens || len(use.Way) != 1 {
		return nil
	}
	if _, alone := path[0].(*ast.ExprStmt); alone {
		return nil // its error would be lost in the transaction
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	on := f.pass.TypesInfo.Selections[sel]
	tx := f.transaction(t, path)
	if on == nil || on.Kind() != types.MethodVal || tx == nil || !f.visible(tx, call.Pos()) {
		return nil
	}
	if !f.usedElsewhere(sel.X, t.Opener, path) {
		return nil
	}
	method, _, _ := types.LookupFieldOrMethod(tx.Type(), true, f.pass.Pkg, sel.Sel.Name)
	fn, ok := method.(*types.Func)
	if !ok || !sameSignature(fn, on.Obj().(*types.Func)) {
		return nil
	}
	return edit("run it on the transaction", analysis.TextEdit{Pos: sel.X.Pos(), End: sel.X.End(), NewText: []byte(tx.Name())})
}

// usedElsewhere reports whether code compiles without this use of a variable:
// it is no local one, or the opener uses it too.
func (f *Fixer) usedElsewhere(pool ast.Expr, opener region.Place, around []ast.Node) bool {
	v := f.root(pool)
	if v == nil || v.Parent() == f.pass.Pkg.Scope() {
		return v != nil
	}
	for _, n := range around {
		switch n := n.(type) {
		case *ast.FuncLit:
			if f.declares(n.Type.Params, v) {
				return true
			}
		case *ast.FuncDecl:
			if f.declares(n.Type.Params, v) || f.declares(n.Recv, v) {
				return true
			}
		}
	}
	call, _ := f.call(opener)
	return call != nil && f.root(call.Fun) == v
}

// root returns the variable that an expression begins with, or nil.
func (f *Fixer) root(e ast.Expr) *types.Var {
	for {
		switch x := e.(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return f.variable(e)
		}
	}
}

func (f *Fixer) declares(list *ast.FieldList, v *types.Var) bool {
	return list != nil && list.Pos() <= v.Pos() && v.Pos() < list.End()
}

// transaction returns the variable that holds the transaction: the one that its
// opener is assigned to, or the parameter of the callback around the use.
func (f *Fixer) transaction(t *region.Transaction, around []ast.Node) *types.Var {
	switch t.Origin {
	case region.Opened:
		call, path := f.call(t.Opener)
		if call == nil {
			return nil
		}
		assign, ok := path[0].(*ast.AssignStmt)
		if !ok || len(assign.Rhs) != 1 {
			return nil
		}
		return f.variable(assign.Lhs[0])
	case region.Callback:
		for _, n := range around {
			if lit, ok := n.(*ast.FuncLit); ok {
				return f.parameter(lit.Type)
			}
		}
	}
	return nil
}

// parameter returns the one parameter that is a transaction.
func (f *Fixer) parameter(ft *ast.FuncType) *types.Var {
	for _, p := range ft.Params.List {
		for _, id := range p.Names {
			if v := f.variable(id); v != nil && f.cat.Role(v.Type()) == catalog.Tx {
				return v
			}
		}
	}
	return nil
}

// sameSignature reports whether one method can be called as another one is.
func sameSignature(a, b *types.Func) bool {
	plain := func(fn *types.Func) types.Type {
		s := fn.Signature()
		return types.NewSignatureType(nil, nil, nil, s.Params(), s.Results(), s.Variadic())
	}
	return types.Identical(plain(a), plain(b))
}
