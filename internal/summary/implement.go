package summary

import (
	"go/types"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/txlint/txlint/internal/catalog"
)

// implementations finds the methods behind a method of an interface: those of
// the types that are declared in the package, or in one that it imports,
// directly or not.
type implementations struct {
	p         *Package
	collected bool
	byMethod  map[string][]*types.Named // types by the names of the methods that they declare
	embedding []*types.Named            // types that may have others' methods
	cache     map[*types.Func][]*types.Func
	types     map[*types.Interface][]*types.Named      // that implement an interface
	at        map[*types.Func]map[*types.Func][]string // see ImplementedAt
	io        map[string][]*types.Func                 // methods of package io's interfaces, by name
	ofIO      map[*types.Func]bool                     // see plain
	hiddenAt  map[*types.Func]string                   // of methods of hidden types: their path, see ImplementedAt

	handles []types.Type // handles of databases
	behind  map[*types.Named]bool
}

func newImplementations(p *Package) *implementations {
	return &implementations{
		p: p, byMethod: map[string][]*types.Named{}, cache: map[*types.Func][]*types.Func{}, types: map[*types.Interface][]*types.Named{}, at: map[*types.Func]map[*types.Func][]string{},
		io: map[string][]*types.Func{}, ofIO: map[*types.Func]bool{}, hiddenAt: map[*types.Func]string{}, behind: map[*types.Named]bool{},
	}
}

// of lists the methods that a call of the interface method may run, sorted by
// name.
func (im *implementations) of(method *types.Func) []*types.Func {
	if fns, ok := im.cache[method]; ok {
		return fns
	}
	im.collect()
	names := map[*types.Func]string{}
	iface, ok := method.Signature().Recv().Type().Underlying().(*types.Interface)
	if ok && iface.IsMethodSet() && !im.plain(method) {
		for _, named := range im.implementing(iface) {
			if fn, _ := methodBehind(named, method); fn != nil {
				names[fn] = fn.FullName()
			}
		}
		for _, fn := range im.hiddenBehind(method) {
			names[fn] = fn.FullName()
		}
	}
	fns := slices.SortedFunc(maps.Keys(names), func(a, b *types.Func) int { return strings.Compare(names[a], names[b]) })
	im.cache[method] = fns
	return fns
}

// implementing lists the types that implement an interface with methods.
func (im *implementations) implementing(iface *types.Interface) []*types.Named {
	if list, known := im.types[iface]; known {
		return list
	}
	rarest := iface.Method(0).Name()
	for m := range iface.Methods() {
		if len(im.byMethod[m.Name()]) < len(im.byMethod[rarest]) {
			rarest = m.Name()
		}
	}
	var list []*types.Named
	for _, some := range [][]*types.Named{im.byMethod[rarest], im.embedding} {
		for _, named := range some {
			if types.Implements(types.NewPointer(named), iface) {
				list = append(list, named)
			}
		}
	}
	im.types[iface] = list
	return list
}

// methodBehind returns the method of a type that implements an interface's, and
// the way to it through embedded fields; nil where it is one of an interface
// again.
func methodBehind(named *types.Named, method *types.Func) (*types.Func, []int) {
	obj, index, _ := types.LookupFieldOrMethod(types.NewPointer(named), false, method.Pkg(), method.Name())
	fn, ok := obj.(*types.Func)
	if !ok || ofInterface(fn) {
		return nil, nil
	}
	return fn.Origin(), index
}

// collect gathers the named types of the package and its imports. Of packages
// that the models cover, only types with an effect count.
func (im *implementations) collect() {
	if im.collected {
		return
	}
	im.collected = true
	seen := map[*types.Package]bool{}
	var visit func(pkg *types.Package)
	visit = func(pkg *types.Package) {
		if seen[pkg] {
			return
		}
		seen[pkg] = true
		im.collectFrom(pkg)
		for _, imp := range pkg.Imports() {
			visit(imp)
		}
		if pkg.Path() == "io" {
			im.collectIO(pkg)
		}
	}
	visit(im.p.pass.Pkg)
}

// collectFrom gathers the named types of one package.
func (im *implementations) collectFrom(pkg *types.Package) {
	coverage := im.p.cat.Covers(pkg.Path())
	handles := coverage != catalog.Unknown && im.p.cat.TellsTypes(pkg)
	if coverage == catalog.Opaque && !handles && !im.p.cat.TellsFuncs(pkg) {
		return
	}
	for _, named := range im.p.types.of(pkg) {
		tn := named.Obj()
		counts := coverage != catalog.Opaque || im.hasEffect(named)
		if !counts && !handles || im.p.forTests(tn) || im.p.OutOfReach(tn) {
			continue
		}
		if handles {
			im.collectHandle(named)
		}
		if counts {
			im.file(named)
		}
	}
}

// Types remembers the concrete types that packages declare. Those who analyse
// many packages share one: each package looks at the types of all it imports.
type Types struct{ declared sync.Map }

// of lists the concrete types that a package declares, by their names.
func (t *Types) of(pkg *types.Package) []*types.Named {
	if list, known := t.declared.Load(pkg); known {
		return list.([]*types.Named)
	}
	var list []*types.Named
	for _, name := range pkg.Scope().Names() {
		tn, _ := pkg.Scope().Lookup(name).(*types.TypeName)
		if named := concrete(tn); named != nil {
			list = append(list, named)
		}
	}
	t.declared.Store(pkg, list)
	return list
}

// concrete returns the type that a name declares, nil for an alias, an
// interface and what has type parameters.
func concrete(tn *types.TypeName) *types.Named {
	if tn == nil || tn.IsAlias() || isGeneric(tn) || types.IsInterface(tn.Type()) {
		return nil
	}
	return tn.Type().(*types.Named)
}

// file files a type under its methods. One that embeds others stands apart.
func (im *implementations) file(named *types.Named) {
	if s, ok := named.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Embedded() {
				im.embedding = append(im.embedding, named)
				return
			}
		}
	}
	for m := range named.Methods() {
		im.byMethod[m.Name()] = append(im.byMethod[m.Name()], named)
	}
}

// collectIO notes the methods of the interfaces of package io.
func (im *implementations) collectIO(pkg *types.Package) {
	for _, name := range pkg.Scope().Names() {
		if tn, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok {
			if iface, ok := tn.Type().Underlying().(*types.Interface); ok {
				for m := range iface.Methods() {
					im.io[m.Name()] = append(im.io[m.Name()], m)
				}
			}
		}
	}
}

func (im *implementations) collectHandle(named *types.Named) {
	for _, t := range []types.Type{named, types.NewPointer(named)} {
		if im.p.cat.Role(t) != catalog.NoRole {
			im.handles = append(im.handles, t)
		}
	}
}

// database reports whether a handle of a database implements an interface.
func (im *implementations) database(named *types.Named) bool {
	is, known := im.behind[named]
	if !known {
		im.collect()
		iface, ok := named.Underlying().(*types.Interface)
		is = ok && slices.ContainsFunc(im.handles, func(t types.Type) bool { return types.Implements(t, iface) })
		im.behind[named] = is
	}
	return is
}

// hasEffect reports whether the models give an effect to a method of a type.
func (im *implementations) hasEffect(named *types.Named) bool {
	if !named.Obj().Exported() {
		return false
	}
	for i := range named.NumMethods() {
		if m, ok := im.p.cat.Func(named.Method(i)); ok && m.Effect != "" {
			return true
		}
	}
	return false
}

// plain reports whether a method is one of package io's interfaces: what reads
// or writes behind it can be anything.
func (im *implementations) plain(method *types.Func) bool {
	is, known := im.ofIO[method]
	if !known {
		im.collect()
		is = slices.ContainsFunc(im.io[method.Name()], func(m *types.Func) bool {
			return types.Identical(withoutRecv(m), withoutRecv(method))
		})
		im.ofIO[method] = is
	}
	return is
}

func withoutRecv(fn *types.Func) *types.Signature {
	s := fn.Signature()
	return types.NewSignatureType(nil, nil, nil, s.Params(), s.Results(), s.Variadic())
}

// Implementations lists the methods that a call of a method of the user's
// interfaces may run, as far as the package can see; none for interfaces of
// the standard library and those that the models know.
func (p *Package) Implementations(method *types.Func) []*types.Func {
	return p.callees(target{fn: method, iface: true})
}

// ImplementedAt lists the fields on the way from values behind an interface to
// the embedded ones that fn, one of the Implementations of method, is a method
// of: "" where it is their own.
func (p *Package) ImplementedAt(method, fn *types.Func) []string {
	if path, hidden := p.impls.hiddenAt[fn]; hidden {
		return []string{path}
	}
	paths, known := p.impls.at[method]
	if !known {
		paths = p.impls.pathsTo(method)
		p.impls.at[method] = paths
	}
	return paths[fn]
}

// pathsTo is ImplementedAt for all methods behind one of an interface.
func (im *implementations) pathsTo(method *types.Func) map[*types.Func][]string {
	paths := map[*types.Func][]string{}
	iface, ok := method.Signature().Recv().Type().Underlying().(*types.Interface)
	if !ok {
		return paths
	}
	for _, named := range im.implementing(iface) {
		fn, index := methodBehind(named, method)
		if fn == nil {
			continue
		}
		path := pathOf(named, index)
		if i, found := slices.BinarySearch(paths[fn], path); !found {
			paths[fn] = slices.Insert(paths[fn], i, path)
		}
	}
	return paths
}

// pathOf names the embedded fields on the way that methodBehind found.
func pathOf(named *types.Named, index []int) (path string) {
	t := types.Type(named)
	for _, i := range index[:len(index)-1] {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		f := t.Underlying().(*types.Struct).Field(i)
		path, t = path+"."+f.Name(), f.Type()
	}
	return path
}
