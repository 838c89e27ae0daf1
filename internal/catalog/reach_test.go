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
// A function that is mentioned counts as called (it may be called directly, be
// handed on or be deferred), function literals belong to the function around
// them, and package-level variables lead to what initialises them. Calls
// through interfaces end at the method of the interface. What go:linkname binds
// to a function of another package is followed. The runtime is not entered: its
// system calls are for itself.
type callGraph struct {
	models *catalog.Catalog
	edges  map[types.Object][]types.Object
	links  map[types.Object]string // declared without a body, implemented as "path.name"
	byName map[string]types.Object
	bodies map[types.Object]bool
}

func newCallGraph(models *catalog.Catalog, pkgs []*packages.Package) *callGraph {
	g := &callGraph{models, map[types.Object][]types.Object{}, map[types.Object]string{}, map[string]types.Object{}, map[types.Object]bool{}}
	for _, p := range pkgs {
		if p.PkgPath == "runtime" || strings.HasPrefix(p.PkgPath, "internal/runtime/") && !strings.HasPrefix(p.PkgPath, "internal/runtime/syscall") {
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

func (g *callGraph) addFile(p *packages.Package, f *ast.File) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			fn := p.TypesInfo.Defs[d.Name]
			if d.Recv == nil {
				g.byName[p.PkgPath+"."+d.Name.Name] = fn
			}
			if d.Body != nil {
				g.bodies[fn] = true
				g.edges[fn] = append(g.edges[fn], g.mentions(p, d.Body)...)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				g.addVars(p, s)
			}
		}
	}
	for _, c := range f.Comments {
		for _, line := range c.List {
			words := strings.Fields(line.Text)
			if len(words) == 3 && words[0] == "//go:linkname" {
				if fn := p.Types.Scope().Lookup(words[1]); fn != nil {
					g.links[fn] = words[2]
				}
			}
		}
	}
}

func (g *callGraph) addVars(p *packages.Package, s ast.Spec) {
	vs, ok := s.(*ast.ValueSpec)
	if !ok {
		return
	}
	for _, name := range vs.Names {
		v := p.TypesInfo.Defs[name]
		if v == nil {
			continue
		}
		if _, isFunc := v.Type().Underlying().(*types.Signature); !isFunc {
			continue
		}
		for _, x := range vs.Values {
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
			if id := calleeName(n.Fun); id != nil {
				if fn, ok := p.TypesInfo.Uses[id].(*types.Func); ok && g.staysInMemory(p, fn, n) {
					inMemory[id] = true
				}
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

func calleeName(fun ast.Expr) *ast.Ident {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	case *ast.IndexExpr:
		return calleeName(fun.X)
	case *ast.IndexListExpr:
		return calleeName(fun.X)
	}
	return nil
}

// staysInMemory tells whether the call reads and writes only through arguments
// that are known to be no effect (fmt.Fprintf to a bytes.Buffer), or only wraps
// its arguments.
func (g *callGraph) staysInMemory(p *packages.Package, fn *types.Func, call *ast.CallExpr) bool {
	m, ok := g.models.Func(fn)
	if !ok || len(m.Through) == 0 || m.Effect != "" {
		return false
	}
	if m.Wraps {
		return true
	}
	return !slices.ContainsFunc(m.Through, func(i int) bool {
		for _, x := range argsAt(fn, call, i) {
			if kind, known := g.stream(p, x); !known || kind != "" {
				return true
			}
		}
		return false
	})
}

// stream is the effect of reading or writing x, as far as x alone tells it.
func (g *callGraph) stream(p *packages.Package, x ast.Expr) (catalog.Kind, bool) {
	if id := calleeName(x); id != nil {
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

// way is the shortest way from a function to an effect, or nil. It does not
// pass what the models call safe.
func (g *callGraph) way(from *types.Func, isEffect func(types.Object) bool) []types.Object {
	parent := map[types.Object]types.Object{from: nil}
	for queue := []types.Object{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for _, next := range g.edges[at] {
			if _, seen := parent[next]; seen {
				continue
			}
			parent[next] = at
			if isEffect(next) {
				var way []types.Object
				for o := next; o != nil; o = parent[o] {
					way = append(way, o)
				}
				slices.Reverse(way)
				return way
			}
			if fn, ok := next.(*types.Func); ok && g.harmless(fn) {
				continue
			}
			queue = append(queue, next)
		}
	}
	return nil
}

// harmless tells whether the models say that fn has no effect.
func (g *callGraph) harmless(fn *types.Func) bool {
	m, _ := g.models.Func(fn)
	return m.Log || g.models.Safe(fn) != ""
}
