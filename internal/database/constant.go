package database

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// unknown stands in a folded text for what is not constant.
const unknown = "\x00"

// maxFold bounds the variables and operands that one text is followed through.
const maxFold = 64

// constants folds texts: constants, and what is put together of them.
type constants struct {
	info *types.Info
	// values lists what each variable of the package that may be folded is
	// assigned; nil stands for something that can't be.
	values map[types.Object][]ast.Expr
}

func newConstants(pass *analysis.Pass) *constants {
	c := &constants{pass.TypesInfo, map[types.Object][]ast.Expr{}}
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			c.note(n)
			return true
		})
	}
	return c
}

// note notes what a node assigns.
func (c *constants) note(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if len(n.Lhs) == len(n.Rhs) && (n.Tok == token.ASSIGN || n.Tok == token.DEFINE) {
				c.assign(lhs, n.Rhs[i])
			} else {
				c.assign(lhs, nil)
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Names) == len(n.Values) {
				c.assign(name, n.Values[i])
			} else {
				c.assign(name, nil)
			}
		}
	case *ast.RangeStmt:
		c.assign(n.Key, nil)
		c.assign(n.Value, nil)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			c.assign(n.X, nil) // whoever has the address can write
		}
	}
}

func (c *constants) assign(to, value ast.Expr) {
	id, ok := to.(*ast.Ident)
	if !ok {
		return
	}
	obj := c.info.ObjectOf(id)
	if v, ok := obj.(*types.Var); ok && !v.IsField() {
		c.values[obj] = append(c.values[obj], value)
	}
}

// fold returns the text that an expression stands for, with unknown where that
// is not constant.
func (c *constants) fold(e ast.Expr) string {
	n := maxFold
	return c.text(e, &n)
}

func (c *constants) text(e ast.Expr, left *int) string {
	if *left--; *left < 0 || e == nil {
		return unknown
	}
	if v := c.info.Types[e].Value; v != nil {
		if v.Kind() == constant.String {
			return constant.StringVal(v)
		}
		return v.ExactString()
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.text(e.X, left)
	case *ast.BinaryExpr:
		if e.Op == token.ADD && isText(c.info.TypeOf(e)) {
			return c.text(e.X, left) + c.text(e.Y, left)
		}
	case *ast.Ident:
		obj := c.info.Uses[e]
		if values := c.values[obj]; len(values) == 1 && !public(obj) && isText(obj.Type()) {
			return c.text(values[0], left)
		}
	case *ast.CallExpr:
		if fn := callee(c.info, e); fn != nil && fn.FullName() == "fmt.Sprintf" && !e.Ellipsis.IsValid() {
			return c.format(e.Args, left)
		}
	}
	return unknown
}

// format folds what fmt.Sprintf makes of its arguments.
func (c *constants) format(args []ast.Expr, left *int) string {
	format := c.text(args[0], left)
	var values []any
	for _, a := range args[1:] {
		v := c.info.Types[a].Value
		if v != nil && v.Kind() == constant.Int {
			if n, exact := constant.Int64Val(v); exact {
				values = append(values, n)
				continue
			}
		}
		values = append(values, c.text(a, left))
	}
	return fmt.Sprintf(format, values...)
}

// public reports whether other packages can assign a variable.
func public(obj types.Object) bool {
	return obj.Exported() && obj.Parent() == obj.Pkg().Scope()
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}
