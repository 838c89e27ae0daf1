package ir

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// Unbounded reports whether nothing constant bounds how often a loop turns. It
// is false where that is not known.
func (p *Program) Unbounded(l *Loop) bool {
	switch stmt := l.Stmt.(type) {
	case *ast.RangeStmt:
		return !p.fixed(stmt.X)
	case *ast.ForStmt:
		return !p.counted(stmt)
	}
	return false
}

// fixed reports whether ranging over an expression takes a constant number of
// turns: a constant, an array, a literal, or a variable that holds nothing else.
func (p *Program) fixed(e ast.Expr) bool {
	e = ast.Unparen(e)
	info := p.Pass.TypesInfo
	if tv := info.Types[e]; tv.Value != nil || isArray(tv.Type) {
		return true
	}
	switch e := e.(type) {
	case *ast.CompositeLit, *ast.BasicLit:
		return true
	case *ast.SliceExpr:
		return p.fixed(e.X)
	case *ast.CallExpr: // len(literal), []byte("text")
		tv := info.Types[e.Fun]
		return (tv.IsBuiltin() || tv.IsType()) && len(e.Args) == 1 && p.fixed(e.Args[0])
	case *ast.Ident:
		v, ok := info.Uses[e].(*types.Var)
		if !ok || v.Exported() || v.Pkg() != p.Pass.Pkg {
			return false
		}
		return p.begins(v) && !p.steps[v]
	}
	return false
}

// begins reports whether all that is assigned to a variable is constant; it may
// be counted from there.
func (p *Program) begins(v *types.Var) bool {
	values, only := p.assigned(v)
	for _, x := range values {
		only = only && p.fixed(x)
	}
	return only
}

func isArray(t types.Type) bool {
	if t == nil {
		return false
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	_, ok := t.Underlying().(*types.Array)
	return ok
}

// counted reports whether a loop compares a counter of its own with a constant
// in its condition, or to leave it.
func (p *Program) counted(stmt *ast.ForStmt) bool {
	if stmt.Cond != nil && p.comparesCounter(stmt.Cond) {
		return true
	}
	for _, s := range stmt.Body.List {
		if leave, ok := s.(*ast.IfStmt); ok && leaves(leave.Body) && p.comparesCounter(leave.Cond) {
			return true
		}
	}
	return false
}

// leaves reports whether a block ends by leaving the loop around it.
func leaves(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch s := b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok == token.BREAK
	}
	return false
}

// comparesCounter reports whether a condition, or one of several, compares a
// counter with what is constant.
func (p *Program) comparesCounter(cond ast.Expr) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	switch b.Op {
	case token.LAND, token.LOR:
		return p.comparesCounter(b.X) || p.comparesCounter(b.Y)
	case token.LSS, token.LEQ, token.GTR, token.GEQ, token.NEQ, token.EQL:
		return p.counter(b.X) && p.fixed(b.Y) || p.counter(b.Y) && p.fixed(b.X)
	}
	return false
}

// counter reports whether an expression is a variable that begins with a
// constant and is then only counted up or down.
func (p *Program) counter(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := p.Pass.TypesInfo.Uses[id].(*types.Var)
	return ok && p.begins(v) && p.steps[v]
}

// assigned lists the values that are assigned to a variable of the package, and
// whether these are all: not of a parameter, or when its address is taken.
func (p *Program) assigned(v *types.Var) ([]ast.Expr, bool) {
	if p.values == nil {
		p.values, p.steps, p.opaque = map[*types.Var][]ast.Expr{}, map[*types.Var]bool{}, map[*types.Var]bool{}
		for _, file := range p.Pass.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				p.assignment(n)
				return true
			})
		}
	}
	return p.values[v], !p.opaque[v] && len(p.values[v]) > 0
}

// assignment notes what a node does to variables.
func (p *Program) assignment(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		step := n.Tok == token.ADD_ASSIGN || n.Tok == token.SUB_ASSIGN
		for i, lhs := range n.Lhs {
			switch v := p.variable(lhs); {
			case v == nil:
			case step && p.isConstant(n.Rhs[0]):
				p.steps[v] = true
			case len(n.Lhs) == len(n.Rhs) && !step:
				p.values[v] = append(p.values[v], n.Rhs[i])
			default:
				p.opaque[v] = true
			}
		}
	case *ast.IncDecStmt:
		if v := p.variable(n.X); v != nil {
			p.steps[v] = true
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			v := p.variable(name)
			switch {
			case v == nil:
			case len(n.Values) == len(n.Names):
				p.values[v] = append(p.values[v], n.Values[i])
			case len(n.Values) > 0:
				p.opaque[v] = true
			default:
				p.values[v] = append(p.values[v], zero)
			}
		}
	case *ast.RangeStmt:
		p.otherwise(n.Key, n.Value)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			p.otherwise(n.X)
		}
	case *ast.Field:
		for _, name := range n.Names {
			p.otherwise(name)
		}
	case *ast.IndexExpr:
		p.filled(n)
	}
}

// otherwise notes that variables get values that are not known.
func (p *Program) otherwise(vars ...ast.Expr) {
	for _, e := range vars {
		if v := p.variable(e); v != nil {
			p.opaque[v] = true
		}
	}
}

// zero stands for the value of a variable that is declared without one.
var zero = &ast.BasicLit{Kind: token.INT, Value: "0"}

// filled notes the assignment to an element of a map: it may add one.
func (p *Program) filled(n *ast.IndexExpr) {
	v := p.variable(n.X)
	if v == nil {
		return
	}
	if _, ok := v.Type().Underlying().(*types.Map); !ok {
		return
	}
	if as, ok := p.parents[n].(*ast.AssignStmt); ok {
		for _, lhs := range as.Lhs {
			p.opaque[v] = p.opaque[v] || lhs == ast.Expr(n)
		}
	}
}

func (p *Program) variable(e ast.Expr) *types.Var {
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := p.Pass.TypesInfo.ObjectOf(id).(*types.Var)
	return v
}

func (p *Program) isConstant(e ast.Expr) bool {
	v := p.Pass.TypesInfo.Types[e].Value
	return v != nil && v.Kind() == constant.Int
}
