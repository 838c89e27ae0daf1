package summary

import (
	"go/types"
	"slices"
	"strings"
)

// A manager that begins a transaction can stand behind an interface of which the
// package that runs callbacks sees no type. What it does is then told under a
// supposition: a package that sees the types behind the interface knows.

// A Supposed is what a function is if a method of an interface opens a
// transaction: a runner, or an opener.
type Supposed struct {
	Method string // full name of the method: "pkg/path.Interface.Method"
	Run    Run
	Opens  *Opening // not nil: it is an opener, and no runner
}

// MethodName names a method of an interface for Supposed, "" where that has no
// name.
func MethodName(method *types.Func) string {
	named := namedOf(method.Signature().Recv().Type())
	if named == nil || named.Obj().Pkg() == nil {
		return ""
	}
	return named.Obj().Pkg().Path() + "." + named.Obj().Name() + "." + method.Name()
}

// OpenedBehind returns what the methods behind one of an interface open, nil
// where none can be seen, or one does not open a transaction.
func (p *Package) OpenedBehind(name string) *Opening {
	method := p.methodNamed(name)
	if method == nil {
		return nil
	}
	var opens *Opening
	for _, fn := range p.Implementations(method) {
		s := p.Of(fn)
		if s == nil || s.Opens == nil {
			return nil
		}
		opens = s.Opens
	}
	return opens
}

func (p *Package) methodNamed(name string) *types.Func {
	i := strings.LastIndexByte(name, '.')
	j := strings.LastIndexByte(name[:max(i, 0)], '.')
	if j < 0 {
		return nil
	}
	pkg := findPackage(p.pass.Pkg, name[:j], map[*types.Package]bool{})
	if pkg == nil {
		return nil
	}
	tn, ok := pkg.Scope().Lookup(name[j+1 : i]).(*types.TypeName)
	if !ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(tn.Type(), false, pkg, name[i+1:])
	fn, _ := obj.(*types.Func)
	return fn
}

// findPackage finds a package among those that one imports, directly or not.
func findPackage(from *types.Package, path string, seen map[*types.Package]bool) *types.Package {
	if from.Path() == path || seen[from] {
		if seen[from] {
			return nil
		}
		return from
	}
	seen[from] = true
	for _, imp := range from.Imports() {
		if found := findPackage(imp, path, seen); found != nil {
			return found
		}
	}
	return nil
}

// runsSupposed reports whether a function runs an argument inside a transaction
// by what stands behind an interface.
func (p *Package) runsSupposed(s *Summary, a argument) bool {
	return slices.ContainsFunc(s.Supposed, func(x Supposed) bool {
		return x.Opens == nil && x.Run.Calls(a.index, a.field) && p.OpenedBehind(x.Method) != nil
	})
}
