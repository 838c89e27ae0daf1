// Package fix makes suggested fixes: edits of the syntax around what was found.
// It offers one only where the result is known to compile, and to mean what the
// finding asks for; otherwise there is none.
package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/region"
)

// A Fixer makes the fixes of one package.
type Fixer struct {
	pass *analysis.Pass
	cat  *catalog.Catalog
}

// New returns a Fixer.
func New(pass *analysis.Pass, cat *catalog.Catalog) *Fixer { return &Fixer{pass, cat} }

// path returns the nodes around a place, the innermost first; the first is the
// place itself. It is nil where nothing may be edited: in files that cgo made.
func (f *Fixer) path(p region.Place) []ast.Node {
	for _, file := range f.pass.Files {
		if file.FileStart <= p.Pos && p.Pos < file.FileEnd {
			if usesC(file) {
				return nil
			}
			path, exact := astutil.PathEnclosingInterval(file, p.Pos, p.End)
			if !exact {
				return nil
			}
			return path
		}
	}
	return nil
}

// usesC reports whether a file is what cgo made of another one.
func usesC(file *ast.File) bool {
	for _, imp := range file.Imports {
		if imp.Path.Value == `"C"` || imp.Path.Value == `"runtime/cgo"` {
			return true
		}
	}
	return false
}

// call returns the call at a place, and the nodes around it.
func (f *Fixer) call(p region.Place) (*ast.CallExpr, []ast.Node) {
	path := f.path(p)
	for i, n := range path {
		if c, ok := n.(*ast.CallExpr); ok && c.Pos() == p.Pos && c.End() == p.End {
			return c, path[i+1:]
		}
		if _, ok := n.(ast.Stmt); ok {
			break
		}
	}
	return nil, nil
}

// indent returns the white space before a statement in formatted code. Line
// directives don't move it.
func (f *Fixer) indent(n ast.Node) string {
	return strings.Repeat("\t", f.pass.Fset.PositionFor(n.Pos(), false).Column-1)
}

// variable returns the variable that an expression names, or nil.
func (f *Fixer) variable(e ast.Expr) *types.Var {
	id, ok := e.(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil
	}
	v, _ := f.pass.TypesInfo.ObjectOf(id).(*types.Var)
	return v
}

// visible reports whether a name stands for a variable at a position.
func (f *Fixer) visible(v *types.Var, at token.Pos) bool {
	scope := f.pass.Pkg.Scope().Innermost(at)
	if scope == nil {
		return false
	}
	_, obj := scope.LookupParent(v.Name(), at)
	return obj == v
}

func edit(message string, edits ...analysis.TextEdit) []analysis.SuggestedFix {
	return []analysis.SuggestedFix{{Message: message, TextEdits: edits}}
}

// statements returns the list of statements that a node holds.
func statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}
