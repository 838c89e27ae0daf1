package database

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/txlint/txlint/internal/sqlite"
)

// maxHelpers bounds the functions of the package that a handle is followed into.
const maxHelpers = 3

// A handle is a variable, and the fields on the way from it.
type handle struct {
	root types.Object
	path string
}

// setUp applies the pragmas that are run on the handle that was opened. It
// returns false where it can't be told what is run on it.
func (f *finder) setUp(o *Open, stack []ast.Node) bool {
	if f.hooked(o) {
		return false
	}
	h, ok := f.handleOf(f.assigned(stack))
	if !ok || o.Within == nil || o.Within.Body == nil {
		return true
	}
	s := &setup{finder: f, open: o}
	s.run(o.Within.Body, map[handle]bool{h: true}, 0)
	return !s.lost
}

// hooked reports whether the package sets up connections by functions of the
// driver that are made for that.
func (f *finder) hooked(o *Open) bool {
	for _, db := range o.As {
		for _, obj := range f.pass.TypesInfo.Uses {
			if obj.Pkg() == nil || obj.Pkg().Path() != db.Driver.Package {
				continue
			}
			for _, name := range db.Driver.Hooks {
				if obj.Name() == name {
					return true
				}
			}
		}
	}
	return false
}

// assigned returns what the handle is assigned to, or nil. The call at the top
// of the stack may be an argument of the one that makes the handle of it:
// gorm.Open(sqlite.Open(…)).
func (f *finder) assigned(stack []ast.Node) ast.Expr {
	for i := len(stack) - 2; i >= 0; i-- {
		switch n := stack[i].(type) {
		case *ast.CallExpr, *ast.ParenExpr:
		case *ast.AssignStmt:
			for k, rhs := range n.Rhs {
				if rhs == stack[i+1] {
					return n.Lhs[k]
				}
			}
			return nil
		case *ast.ValueSpec:
			return n.Names[0]
		default:
			return nil
		}
	}
	return nil
}

// madeOf returns the type of the first result of the outermost call that the
// one at the top of the stack is an argument of.
func (f *finder) madeOf(stack []ast.Node) types.Type {
	var t types.Type
	for i := len(stack) - 1; i >= 0; i-- {
		call, ok := stack[i].(*ast.CallExpr)
		if !ok {
			break
		}
		t = f.pass.TypesInfo.TypeOf(call)
	}
	if results, ok := t.(*types.Tuple); ok && results.Len() > 0 {
		t = results.At(0).Type()
	}
	return t
}

// handleOf tells an expression as a handle.
func (f *finder) handleOf(e ast.Expr) (handle, bool) {
	switch e := e.(type) {
	case *ast.Ident:
		obj := f.pass.TypesInfo.ObjectOf(e)
		return handle{obj, ""}, obj != nil && e.Name != "_"
	case *ast.SelectorExpr:
		h, ok := f.handleOf(e.X)
		h.path += "." + e.Sel.Name
		return h, ok
	case *ast.ParenExpr:
		return f.handleOf(e.X)
	case *ast.StarExpr:
		return f.handleOf(e.X)
	case *ast.UnaryExpr:
		return f.handleOf(e.X)
	}
	return handle{}, false
}

// setup follows a handle through the function that opens it.
type setup struct {
	*finder
	open *Open
	lost bool // something is run that can't be told
}

// run follows handles through a body.
func (s *setup) run(body ast.Node, handles map[handle]bool, depth int) {
	for range maxHelpers { // a handle is rarely made of one that is made of one …
		ast.Inspect(body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && s.involves(a.Rhs[0], handles) {
				if h, ok := s.handleOf(a.Lhs[0]); ok && carries(h.root.Type()) {
					handles[h] = true
				}
			}
			return true
		})
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			s.call(call, handles, depth)
		}
		return true
	})
}

// carries reports whether values of a type can be handles.
func carries(t types.Type) bool {
	_, basic := t.Underlying().(*types.Basic)
	return !basic && !types.Identical(t, types.Universe.Lookup("error").Type())
}

// involves reports whether an expression is a handle, or works on one: its
// receiver or one of its arguments is.
func (s *setup) involves(e ast.Expr, handles map[handle]bool) bool {
	if h, ok := s.handleOf(e); ok {
		for {
			if handles[h] {
				return true
			}
			i := strings.LastIndexByte(h.path, '.')
			if i < 0 {
				break
			}
			h.path = h.path[:i]
		}
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		return s.involves(e.X, handles)
	case *ast.CallExpr:
		if sel, ok := e.Fun.(*ast.SelectorExpr); ok && s.involves(sel.X, handles) {
			return true
		}
		for _, a := range e.Args {
			if s.involves(a, handles) {
				return true
			}
		}
	}
	return false
}

// call applies what a call runs on a handle.
func (s *setup) call(call *ast.CallExpr, handles map[handle]bool, depth int) {
	fn := callee(s.pass.TypesInfo, call)
	if fn == nil {
		return
	}
	if fn.FullName() == "(*database/sql.DB).SetMaxOpenConns" && s.constants.fold(call.Args[0]) == "1" && s.involves(call, handles) {
		s.open.Single = true
	}
	if model, ok := s.cat.Func(fn); ok {
		if model.Stmt != nil && model.Stmt.SQL >= 0 && model.Stmt.SQL < len(call.Args) && s.involves(call, handles) {
			s.statement(call.Args[model.Stmt.SQL])
		}
		return
	}
	if decl := s.declaration(fn); decl != nil && depth < maxHelpers {
		if given := s.handed(call, decl, handles); len(given) > 0 {
			s.run(decl.Body, given, depth+1)
		}
	}
}

func (s *setup) statement(e ast.Expr) {
	text := s.constants.fold(e)
	if strings.Contains(text, unknown) {
		s.lost = true
		return
	}
	for _, stmt := range sqlite.Statements(text) {
		for i := range s.open.As {
			s.open.As[i].Set(stmt)
		}
	}
}

// declaration returns the declaration of a function of the package, or nil.
func (s *setup) declaration(fn *types.Func) *ast.FuncDecl {
	if fn.Pkg() != s.pass.Pkg {
		return nil
	}
	for _, file := range s.pass.Files {
		for _, d := range file.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Body != nil && s.pass.TypesInfo.Defs[fd.Name] == fn {
				return fd
			}
		}
	}
	return nil
}

// handed lists the handles that a function is given, as it names them.
func (s *setup) handed(call *ast.CallExpr, decl *ast.FuncDecl, handles map[handle]bool) map[handle]bool {
	given := map[handle]bool{}
	name := func(id *ast.Ident, e ast.Expr) {
		if s.involves(e, handles) {
			given[handle{s.pass.TypesInfo.Defs[id], ""}] = true
		}
		if h, ok := s.handleOf(e); ok {
			for known := range handles {
				if known.root == h.root && strings.HasPrefix(known.path, h.path+".") {
					given[handle{s.pass.TypesInfo.Defs[id], known.path[len(h.path):]}] = true
				}
			}
		}
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && decl.Recv != nil && len(decl.Recv.List[0].Names) > 0 {
		name(decl.Recv.List[0].Names[0], sel.X)
	}
	i := 0
	for _, p := range decl.Type.Params.List {
		for _, id := range p.Names {
			if i < len(call.Args) {
				name(id, call.Args[i])
			}
			i++
		}
		if len(p.Names) == 0 {
			i++
		}
	}
	return given
}
