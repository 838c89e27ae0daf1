package catalog_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/internal/catalog"
)

// callGraph holds the static calls of the standard library: who mentions whom.
//
// A function that is mentioned counts as called (it may be called at once,
// handed on or deferred), function literals belong to the function around them,
// and package-level variables of function type lead to what initialises them.
// A call through an interface ends at the method of the interface. What
// go:linkname binds to a function of another package is followed. The runtime
// is not entered: its system calls are for itself.
type callGraph struct {
	models *catalog.Catalog
	edges  map[types.Object][]types.Object
	bodies map[types.Object]bool // functions that have one
	waits  map[types.Object]bool // functions that wait on a channel

	links  map[types.Object]string // what go:linkname says of a function, "path.name"
	byName map[string]types.Object
}

func newCallGraph(models *catalog.Catalog, pkgs []*packages.Package) *callGraph {
	g := &callGraph{
		models: models,
		edges:  map[types.Object][]types.Object{},
		bodies: map[types.Object]bool{},
		waits:  map[types.Object]bool{},
		links:  map[types.Object]string{},
		byName: map[string]types.Object{},
	}
	for _, p := range pkgs {
		if isRuntime(p.PkgPath) {
			continue
		}
		for _, f := range p.Syntax {
			g.addFile(p, f)
		}
	}
	for fn, target := range g.links {
		if obj := g.byName[target]; obj != nil && !g.bodies[fn] {
			g.edges[fn] = append(g.edges[fn], obj)
		}
	}
	return g
}

func isRuntime(path string) bool {
	return path == "runtime" || strings.HasPrefix(path, "internal/runtime/") && !strings.HasPrefix(path, "internal/runtime/syscall")
}

func (g *callGraph) addFile(p *packages.Package, f *ast.File) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			g.addFunc(p, d)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if vs, ok := s.(*ast.ValueSpec); ok {
					g.addVars(p, vs)
				}
			}
		}
	}
	for _, group := range f.Comments {
		for _, c := range group.List {
			words := strings.Fields(c.Text)
			if len(words) == 3 && words[0] == "//go:linkname" {
				if fn := p.Types.Scope().Lookup(words[1]); fn != nil {
					g.links[fn] = words[2]
				}
			}
		}
	}
}

func (g *callGraph) addFunc(p *packages.Package, d *ast.FuncDecl) {
	fn := p.TypesInfo.Defs[d.Name]
	if d.Recv == nil {
		g.byName[p.PkgPath+"."+d.Name.Name] = fn
	}
	if d.Body != nil {
		g.bodies[fn] = true
		g.edges[fn] = g.mentions(p, d.Body)
		g.waits[fn] = waitsOnChannel(p, d.Body)
	}
}

func (g *callGraph) addVars(p *packages.Package, s *ast.ValueSpec) {
	for _, name := range s.Names {
		v := p.TypesInfo.Defs[name]
		if v == nil {
			continue // the blank identifier
		}
		if _, isFunc := v.Type().Underlying().(*types.Signature); !isFunc {
			continue
		}
		for _, x := range s.Values {
			g.edges[v] = append(g.edges[v], g.mentions(p, x)...)
		}
	}
}

// mentions lists the functions and package-level variables in n.
func (g *callGraph) mentions(p *packages.Package, n ast.Node) []types.Object {
	var all []types.Object
	inMemory := map[*ast.Ident]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if id := lastName(n.Fun); id != nil && g.staysInMemory(p, id, n) {
				inMemory[id] = true
			}
		case *ast.Ident:
			switch obj := p.TypesInfo.Uses[n].(type) {
			case *types.Func:
				if !inMemory[n] {
					all = append(all, obj.Origin())
				}
			case *types.Var:
				if obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
					all = append(all, obj)
				}
			}
		}
		return true
	})
	return all
}

// lastName is the identifier that says what x is: f in f, p.f, v.f and f[T].
func lastName(x ast.Expr) *ast.Ident {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return x
	case *ast.SelectorExpr:
		return x.Sel
	case *ast.IndexExpr:
		return lastName(x.X)
	case *ast.IndexListExpr:
		return lastName(x.X)
	}
	return nil
}

// staysInMemory tells whether the call reads and writes only through arguments
// that are known to be no effect (fmt.Fprintf to a bytes.Buffer), or only wraps
// its arguments.
func (g *callGraph) staysInMemory(p *packages.Package, name *ast.Ident, call *ast.CallExpr) bool {
	fn, ok := p.TypesInfo.Uses[name].(*types.Func)
	if !ok {
		return false
	}
	m, _ := g.models.Func(fn)
	if len(m.Through) == 0 || m.Effect != "" {
		return false
	}
	return m.Wraps || !slices.ContainsFunc(m.Through, func(i int) bool {
		return slices.ContainsFunc(argsAt(fn, call, i), func(x ast.Expr) bool {
			kind, known := g.stream(p, x)
			return !known || kind != ""
		})
	})
}

// stream is the effect of reading or writing x, as far as x alone tells it.
func (g *callGraph) stream(p *packages.Package, x ast.Expr) (catalog.Kind, bool) {
	if id := lastName(x); id != nil {
		if v, ok := p.TypesInfo.Uses[id].(*types.Var); ok {
			if kind, known := g.models.StreamVar(v); known {
				return kind, true
			}
		}
	}
	return g.models.StreamKind(p.TypesInfo.TypeOf(x))
}

// argsAt returns the expressions handed over as argument i.
func argsAt(fn *types.Func, call *ast.CallExpr, i int) []ast.Expr {
	sig := fn.Signature()
	switch {
	case i == catalog.Recv:
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			return []ast.Expr{sel.X}
		}
		return nil
	case sig.Variadic() && i == sig.Params().Len()-1 && call.Ellipsis == token.NoPos:
		return call.Args[min(i, len(call.Args)):]
	case i < len(call.Args):
		return call.Args[i : i+1]
	}
	return nil
}

// waitsOnChannel tells whether the body itself, not a literal in it, sends,
// receives, or selects without a default.
func waitsOnChannel(p *packages.Package, body ast.Node) bool {
	waits := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectStmt:
			hasDefault := false
			for _, s := range n.Body.List {
				clause := s.(*ast.CommClause)
				hasDefault = hasDefault || clause.Comm == nil
				waits = waits || waitsOnChannel(p, &ast.BlockStmt{List: clause.Body})
			}
			waits = waits || !hasDefault
			return false
		case *ast.SendStmt:
			waits = true
		case *ast.UnaryExpr:
			waits = waits || n.Op == token.ARROW
		case *ast.RangeStmt:
			_, isChan := p.TypesInfo.TypeOf(n.X).Underlying().(*types.Chan)
			waits = waits || isChan
		}
		return true
	})
	return waits
}

// way is the shortest way from a function to an effect, or nil. It does not
// pass what the models call harmless.
func (g *callGraph) way(from *types.Func, isEffect func(types.Object) bool) []types.Object {
	parent := map[types.Object]types.Object{from: nil}
	for queue := []types.Object{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if isEffect(at) {
			var way []types.Object
			for o := at; o != nil; o = parent[o] {
				way = append(way, o)
			}
			slices.Reverse(way)
			return way
		}
		for _, next := range g.edges[at] {
			fn, isFunc := next.(*types.Func)
			if _, seen := parent[next]; !seen && !(isFunc && g.harmless(fn)) {
				parent[next] = at
				queue = append(queue, next)
			}
		}
	}
	return nil
}

// harmless tells whether the models say that fn has no effect.
func (g *callGraph) harmless(fn *types.Func) bool {
	m, _ := g.models.Func(fn)
	return m.Log || g.models.Safe(fn) != ""
}
