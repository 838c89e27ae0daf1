// Package ir gives the SSA form of one package, on demand, with what go/ssa
// leaves to its users: the syntax of calls, callees through wrappers, and
// where control leaves. It knows nothing of transactions.
package ir

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// A Program is the SSA form of the package of a pass.
type Program struct {
	Pass  *analysis.Pass
	SSA   *ssa.Program
	Funcs []*ssa.Function // declared functions and literals with bodies, in source order

	calls   map[token.Pos]*ast.CallExpr // by the position of the left parenthesis
	events  map[token.Pos]ast.Node      // sends, receives, selects and ranges
	parents map[ast.Node]ast.Node
	loops   map[*ssa.Function][]*Loop

	// What is assigned to variables, once asked for: values; those that are
	// counted up or down; those of which not all is known.
	values        map[*types.Var][]ast.Expr
	steps, opaque map[*types.Var]bool
}

// Build builds the SSA form of the package, and only of it: functions of other
// packages have no bodies. noReturn tells the functions that never return. A
// panic of go/ssa becomes an error.
func Build(pass *analysis.Pass, noReturn func(*types.Func) bool) (p *Program, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("building SSA: %v", r)
		}
	}()
	prog := ssa.NewProgram(pass.Fset, ssa.BuilderMode(0))
	prog.SetNoReturn(noReturn)
	// Functions and variables of other packages are named through imports.
	// Methods may be of any package's types: go/ssa makes those on demand.
	for _, imp := range pass.Pkg.Imports() {
		prog.CreatePackage(imp, nil, nil, true)
	}
	pkg := prog.CreatePackage(pass.Pkg, pass.Files, pass.TypesInfo, false)
	pkg.Build()
	p = &Program{Pass: pass, SSA: prog, calls: map[token.Pos]*ast.CallExpr{}, events: map[token.Pos]ast.Node{}, parents: map[ast.Node]ast.Node{}, loops: map[*ssa.Function][]*Loop{}}
	p.collect(pkg)
	p.index()
	return p, nil
}

// Global returns a package-level variable of a package that the program's
// imports, directly or not.
func (p *Program) Global(v *types.Var) *ssa.Global {
	pkg := p.SSA.Package(v.Pkg())
	if pkg == nil {
		pkg = p.SSA.CreatePackage(v.Pkg(), nil, nil, true)
	}
	return pkg.Var(v.Name())
}

func (p *Program) collect(pkg *ssa.Package) {
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || fn.Blocks == nil {
			return
		}
		p.Funcs = append(p.Funcs, fn)
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	if init := pkg.Func("init"); init != nil {
		for _, anon := range init.AnonFuncs {
			add(anon)
		}
	}
	for _, file := range p.Pass.Files {
		for _, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok {
				if obj, ok := p.Pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
					add(pkg.Prog.FuncValue(obj))
				}
			}
		}
	}
}

func (p *Program) index() {
	for _, file := range p.Pass.Files {
		var stack []ast.Node
		ast.Inspect(file, func(n ast.Node) bool {
			if n == nil {
				stack = stack[:len(stack)-1]
				return true
			}
			if len(stack) > 0 {
				p.parents[n] = stack[len(stack)-1]
			}
			p.event(n)
			stack = append(stack, n)
			return true
		})
	}
}

// CallExpr returns the syntax of a call instruction, or nil.
func (p *Program) CallExpr(call ssa.CallInstruction) *ast.CallExpr {
	return p.calls[call.Common().Pos()]
}

// Parent returns the node around n, or nil.
func (p *Program) Parent(n ast.Node) ast.Node { return p.parents[n] }

// Object returns the declared function behind fn, through instances, bound
// methods and thunks, or nil for a literal.
func Object(fn *ssa.Function) *types.Func {
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return obj.Origin()
	}
	return nil
}
