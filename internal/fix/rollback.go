package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/region"
)

// DeferRollback defers the rollback of a transaction after the check of the
// opener's error:
//
//	tx, err := db.BeginTx(ctx, nil)
//	if err != nil {
//		return err
//	}
//	defer func() { _ = tx.Rollback() }()
//
// It does so only where the transaction ends with the function that opens it,
// and outside of loops.
func (f *Fixer) DeferRollback(t *region.Transaction) []analysis.SuggestedFix {
	if t.Origin != region.Opened || !t.Stays {
		return nil
	}
	call, path := f.call(t.Opener)
	if call == nil || inLoop(path) {
		return nil
	}
	assign, ok := path[0].(*ast.AssignStmt)
	if !ok || len(assign.Lhs) < 2 || len(assign.Rhs) != 1 {
		return nil
	}
	tx, failed := f.variable(assign.Lhs[0]), f.variable(assign.Lhs[len(assign.Lhs)-1])
	check := f.checkAfter(assign, path[1])
	if tx == nil || failed == nil || check == nil || !f.failureLeaves(check, failed) || !f.visible(tx, check.End()) {
		return nil
	}
	end := f.rollback(tx, call)
	if end == "" || f.assignedAgain(tx, assign, path) {
		return nil
	}
	text := "\n" + f.indent(check) + "defer " + end
	return edit("defer the rollback after the error check", analysis.TextEdit{Pos: check.End(), End: check.End(), NewText: []byte(text)})
}

// assignedAgain reports whether a variable is assigned by another statement than
// the given one: what a deferred closure finds in it later may be another
// transaction, or none.
func (f *Fixer) assignedAgain(v *types.Var, by *ast.AssignStmt, path []ast.Node) bool {
	again := false
	for _, n := range path {
		fn, ok := n.(*ast.FuncDecl)
		if !ok {
			continue
		}
		ast.Inspect(fn, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && a != by {
				for _, lhs := range a.Lhs {
					again = again || f.variable(lhs) == v
				}
			}
			return true
		})
	}
	return again
}

// inLoop reports whether a statement repeats within its function.
func inLoop(path []ast.Node) bool {
	for _, n := range path {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		}
	}
	return false
}

// checkAfter returns the if statement that an assignment belongs to, or that
// follows it.
func (f *Fixer) checkAfter(assign *ast.AssignStmt, parent ast.Node) *ast.IfStmt {
	if s, ok := parent.(*ast.IfStmt); ok && s.Init == assign && assign.Tok == token.ASSIGN {
		return s
	}
	list := statements(parent)
	for i, s := range list[:max(len(list)-1, 0)] {
		if s == assign {
			check, _ := list[i+1].(*ast.IfStmt)
			if check != nil && check.Init != nil {
				return nil
			}
			return check
		}
	}
	return nil
}

// failureLeaves reports whether a statement is "if err != nil { … return … }".
func (f *Fixer) failureLeaves(s *ast.IfStmt, failed *types.Var) bool {
	cond, ok := s.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || s.Else != nil || len(s.Body.List) == 0 {
		return false
	}
	if f.variable(cond.X) != failed || !f.pass.TypesInfo.Types[cond.Y].IsNil() {
		return false
	}
	_, leaves := s.Body.List[len(s.Body.List)-1].(*ast.ReturnStmt)
	return leaves
}

// rollback spells the rollback of a transaction, as a deferred call, in the form
// that errcheck accepts and with the context of the opener; "" where the models
// don't know one.
func (f *Fixer) rollback(tx *types.Var, opener *ast.CallExpr) string {
	methods := types.NewMethodSet(tx.Type())
	for m := range methods.Methods() {
		fn, ok := m.Obj().(*types.Func)
		if !ok || !fn.Exported() {
			continue
		}
		model, _ := f.cat.Func(fn)
		if model.Ends == nil || model.Ends.Commit || model.Ends.Tx != catalog.Recv {
			continue
		}
		args, ok := f.contexts(fn, opener)
		if !ok {
			continue
		}
		call := tx.Name() + "." + fn.Name() + "(" + args + ")"
		if results := fn.Signature().Results(); results.Len() == 1 && types.Identical(results.At(0).Type(), types.Universe.Lookup("error").Type()) {
			return "func() { _ = " + call + " }()"
		}
		return call
	}
	return ""
}

// contexts spells the arguments of a rollback: nothing, or the context that the
// opener was given. It returns false where it takes something else.
func (f *Fixer) contexts(fn *types.Func, opener *ast.CallExpr) (string, bool) {
	params := fn.Signature().Params()
	switch {
	case params.Len() == 0:
		return "", true
	case params.Len() > 1 || !isContext(params.At(0).Type()):
		return "", false
	}
	for _, a := range opener.Args {
		if id, ok := a.(*ast.Ident); ok && isContext(f.pass.TypesInfo.TypeOf(id)) {
			return id.Name, true
		}
	}
	return "", false
}

func isContext(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context" && n.Obj().Name() == "Context"
}
