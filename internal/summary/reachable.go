package summary

import "go/types"

// reachable lists the types that importers of a package can get at: those that
// its exported objects are made of, as export data has them.
func reachable(pkg *types.Package) map[types.Object]bool {
	r := reacher{pkg, map[types.Object]bool{}, map[types.Type]bool{}}
	for _, name := range pkg.Scope().Names() {
		if obj := pkg.Scope().Lookup(name); obj.Exported() {
			r.visit(obj.Type())
		}
	}
	return r.found
}

type reacher struct {
	pkg   *types.Package
	found map[types.Object]bool
	seen  map[types.Type]bool
}

func (r *reacher) visit(t types.Type) {
	if t == nil || r.seen[t] {
		return
	}
	r.seen[t] = true
	switch t := t.(type) {
	case *types.Alias:
		r.visit(t.Rhs())
	case *types.Named:
		r.named(t)
	case interface{ Elem() types.Type }: // pointers, slices, arrays, channels, maps
		r.visit(t.Elem())
		if m, ok := t.(*types.Map); ok {
			r.visit(m.Key())
		}
	case *types.Signature:
		r.visit(t.Params())
		r.visit(t.Results())
		r.params(t.TypeParams())
	case *types.Tuple:
		for v := range t.Variables() {
			r.visit(v.Type())
		}
	case *types.Struct:
		for f := range t.Fields() {
			r.visit(f.Type())
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			r.visit(m.Type())
		}
		for e := range t.EmbeddedTypes() {
			r.visit(e)
		}
	case *types.Union:
		for term := range t.Terms() {
			r.visit(term.Type())
		}
	case *types.TypeParam:
		r.visit(t.Constraint())
	}
}

func (r *reacher) named(t *types.Named) {
	for arg := range t.TypeArgs().Types() {
		r.visit(arg)
	}
	t = t.Origin()
	if t.Obj().Pkg() != r.pkg {
		return
	}
	r.found[t.Obj()] = true
	r.params(t.TypeParams())
	r.visit(t.Underlying())
	for m := range t.Methods() {
		r.visit(m.Type())
	}
}

func (r *reacher) params(list *types.TypeParamList) {
	for param := range list.TypeParams() {
		r.visit(param)
	}
}
