package load

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"

	"golang.org/x/tools/go/packages"
)

// cgo asks the go command for the files that cgo makes of packages that are
// checked with bodies and import "C", and returns all jobs there are then. No
// other package needs a C compiler. Of a dependency that can't be compiled here,
// its declarations must do.
func (l *loader) cgo(pc *packages.Config, all []*job) ([]*job, error) {
	byID := map[string]*job{}
	var paths []string
	for _, j := range all {
		if j.bodies && importsC(j.files, l.replaced) {
			byID[j.pkg.ID] = j
			paths = append(paths, j.pkg.PkgPath)
		}
	}
	if len(paths) == 0 {
		return all, nil
	}
	compiled := *pc
	compiled.Mode = packages.NeedName | packages.NeedCompiledGoFiles
	pkgs, err := packages.Load(&compiled, paths...)
	if err != nil {
		return nil, goError(err)
	}
	for _, p := range pkgs {
		j := byID[p.ID]
		if j == nil {
			continue
		}
		if len(p.Errors) > 0 && !j.main() {
			j.bodies = false
			delete(byID, p.ID)
			continue
		}
		j.note(p.Errors)
		if len(p.CompiledGoFiles) > 0 {
			j.files = p.CompiledGoFiles
		}
	}
	return l.importForC(pc, all, byID)
}

// forC are the packages that files made by cgo import.
var forC = []string{"runtime/cgo", "syscall", "unsafe"}

// importForC adds what the files made by cgo import.
func (l *loader) importForC(pc *packages.Config, all []*job, compiled map[string]*job) ([]*job, error) {
	pkgs, err := packages.Load(pc, forC...)
	if err != nil {
		return nil, goError(err)
	}
	known := map[string]*job{}
	for _, j := range all {
		known[j.pkg.PkgPath] = j
	}
	packages.Visit(pkgs, nil, func(p *packages.Package) {
		for path, imp := range p.Imports {
			if j := known[imp.PkgPath]; j != nil {
				p.Imports[path] = j.pkg
			}
		}
		if known[p.PkgPath] == nil {
			j := l.job(p)
			known[p.PkgPath] = j
			all = append(all, j)
		}
	})
	for _, j := range compiled {
		for _, path := range forC {
			j.pkg.Imports[path] = known[path].pkg
		}
	}
	return all, nil
}

// importsC reports whether one of the files imports "C".
func importsC(files []string, replaced map[string]string) bool {
	for _, name := range files {
		if other, ok := replaced[name]; ok {
			name = other
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			continue // told when the file is parsed whole
		}
		for _, imp := range f.Imports {
			if imp.Path.Value == `"C"` {
				return true
			}
		}
	}
	return false
}

// numbered gives the constants of C numbers, in declarations that no C compiler
// has seen: expressions with them have a type, and no two of them are one case of
// a switch.
type numbered struct{ last int }

// constants numbers what the constants of a file take from C.
func (n *numbered) constants(f *ast.File) {
	for _, d := range f.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.CONST {
			for _, s := range d.Specs {
				for i, v := range s.(*ast.ValueSpec).Values {
					s.(*ast.ValueSpec).Values[i] = n.number(v)
				}
			}
		}
	}
}

// number returns an expression with numbers for the names of C.
func (n *numbered) number(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		if id, ok := e.X.(*ast.Ident); ok && id.Name == "C" {
			n.last++
			return &ast.BasicLit{ValuePos: e.Pos(), ValueEnd: e.End(), Kind: token.INT, Value: strconv.Itoa(n.last)}
		}
	case *ast.ParenExpr:
		e.X = n.number(e.X)
	case *ast.UnaryExpr:
		e.X = n.number(e.X)
	case *ast.BinaryExpr:
		e.X, e.Y = n.number(e.X), n.number(e.Y)
	case *ast.CallExpr: // a conversion
		for i, a := range e.Args {
			e.Args[i] = n.number(a)
		}
	}
	return e
}
