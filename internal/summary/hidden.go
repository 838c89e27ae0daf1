package summary

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// Some types can't be named or reached from outside of their package, which
// hands out their values as interfaces: a constructor returns them. Drivers
// differ in whether other packages see such a type at all: export data leaves it
// out. Therefore all are told by facts, as what stands behind an interface: in
// the fact of the interface where the same package declares it, else in that of
// the package, and of those that import it.

// Hidden is a type that stands behind an interface, and that other packages
// can't reach.
type Hidden struct {
	Interface string // its full name; "" in the fact of the interface
	Path      string // that of its package; "" for the one that tells
	Package   string // its package's name, where there is a path
	Type      string // its name in its package
	Methods   []HiddenMethod
}

// maxHidden bounds what a package tells of its imports' hidden types.
const maxHidden = 200

func (h Hidden) compare(other Hidden) int {
	return cmp.Or(cmp.Compare(h.Interface, other.Interface), cmp.Compare(h.Path, other.Path), cmp.Compare(h.Type, other.Type))
}

// matters reports whether the type does something that whoever imports its
// package indirectly wants to know.
func (h Hidden) matters() bool {
	return slices.ContainsFunc(h.Methods, func(m HiddenMethod) bool {
		return m.Summary.Tx() || slices.ContainsFunc(m.Summary.Effects, Effect.counts)
	})
}

// HiddenMethod is a method of the interface as the type has it.
type HiddenMethod struct {
	Member
	Pointer bool   // its receiver is one
	Path    string // to the embedded field that it is a method of
}

// hides reports whether no other package can reach a type of this one.
func (p *Package) hides(tn types.Object) bool {
	if tn.Exported() || tn.Pkg() != p.pass.Pkg || tn.Parent() != tn.Pkg().Scope() {
		return false
	}
	if p.reachable == nil {
		p.reachable = reachable(p.pass.Pkg)
	}
	return !p.reachable[tn]
}

// OutOfReach reports whether a type of another package is hidden there: of each
// that is not exported and not hidden there is a fact.
func (p *Package) OutOfReach(tn *types.TypeName) bool {
	return !tn.Exported() && tn.Pkg() != p.pass.Pkg && !p.pass.ImportObjectFact(tn, &Fact{})
}

// tellReachable sees to it that there is a fact of each type with methods that
// is not exported and that other packages can reach.
func (p *Package) tellReachable(all facts) {
	for _, named := range p.types.of(p.pass.Pkg) {
		if tn := named.Obj(); named.NumMethods() > 0 && !tn.Exported() && !p.hides(tn) {
			all.of(tn)
		}
	}
}

// tellHidden tells what hidden types stand behind the interfaces of the package
// and of those that it imports.
func (p *Package) tellHidden(all facts, exported func(fn *types.Func) Summary) {
	hidden := map[string][]*types.Named{} // by the names of their methods
	for _, named := range p.types.of(p.pass.Pkg) {
		if tn := named.Obj(); p.hides(tn) && !p.forTests(tn) {
			for sel := range types.NewMethodSet(types.NewPointer(named)).Methods() {
				hidden[sel.Obj().Name()] = append(hidden[sel.Obj().Name()], named)
			}
		}
	}
	if len(hidden) == 0 {
		return
	}
	for _, pkg := range append(p.pass.Pkg.Imports(), p.pass.Pkg) {
		if p.cat.Covers(pkg.Path()) == catalog.Opaque || p.cat.Skips(pkg.Path()) {
			continue
		}
		for _, name := range pkg.Scope().Names() {
			if tn, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok && !tn.IsAlias() {
				p.tellBehind(all, tn, hidden, exported)
			}
		}
	}
}

// tellHiddenAgain tells what the package's imports tell of hidden types behind
// interfaces of others: only who imports a package is told what its fact says.
func (p *Package) tellHiddenAgain(all facts) {
	var again []Hidden
	for _, imp := range p.pass.Pkg.Imports() {
		f := p.factOf(imp, nil)
		if f == nil {
			continue
		}
		for _, h := range f.Hidden {
			if h.Path == "" {
				h.Path, h.Package = imp.Path(), imp.Name()
			}
			if h.matters() {
				again = append(again, h)
			}
		}
	}
	if len(again) == 0 {
		return
	}
	slices.SortFunc(again, Hidden.compare)
	again = slices.CompactFunc(again, func(a, b Hidden) bool { return a.compare(b) == 0 })
	f := all.of(nil)
	f.Hidden = append(f.Hidden, again[:min(len(again), maxHidden)]...)
}

// tellBehind tells what hidden types stand behind one type, where it is an
// interface.
func (p *Package) tellBehind(all facts, tn *types.TypeName, hidden map[string][]*types.Named, exported func(fn *types.Func) Summary) {
	iface, ok := tn.Type().Underlying().(*types.Interface)
	if !ok || !iface.IsMethodSet() || iface.NumMethods() == 0 || isGeneric(tn) {
		return
	}
	holder, name := types.Object(tn), ""
	if tn.Pkg() != p.pass.Pkg {
		holder, name = nil, fullName(tn)
	}
	for _, named := range hidden[iface.Method(0).Name()] {
		if !types.Implements(types.NewPointer(named), iface) {
			continue
		}
		h := Hidden{Interface: name, Type: named.Obj().Name()}
		for m := range iface.Methods() {
			if fn, index := methodBehind(named, m); fn != nil {
				_, pointer := fn.Signature().Recv().Type().(*types.Pointer)
				h.Methods = append(h.Methods, HiddenMethod{Member{m.Name(), exported(fn)}, pointer, pathOf(named, index)})
			}
		}
		f := all.of(holder)
		f.Hidden = append(f.Hidden, h)
	}
}

func fullName(tn *types.TypeName) string { return tn.Pkg().Path() + "." + tn.Name() }

func isGeneric(tn *types.TypeName) bool {
	named, ok := tn.Type().(*types.Named)
	return !ok || named.TypeParams().Len() > 0
}

// hiddenBehind lists the methods of hidden types of other packages behind one
// of an interface, as facts tell them.
func (im *implementations) hiddenBehind(method *types.Func) (fns []*types.Func) {
	named := namedOf(method.Signature().Recv().Type())
	if named == nil || named.Obj().Pkg() == nil || im.p.cat.Covers(named.Obj().Pkg().Path()) == catalog.Opaque {
		return nil
	}
	tn := named.Obj()
	if tn.Pkg() != im.p.pass.Pkg {
		if f := im.p.factOf(tn.Pkg(), tn); f != nil {
			fns = im.told(fns, f.Hidden, "", tn.Pkg(), method)
		}
	}
	for _, imp := range im.p.pass.Pkg.Imports() {
		if f := im.p.factOf(imp, nil); f != nil {
			fns = im.told(fns, f.Hidden, fullName(tn), imp, method)
		}
	}
	return fns
}

// told appends the methods of hidden types of a package behind one of an
// interface, and keeps what they do.
func (im *implementations) told(fns []*types.Func, hidden []Hidden, iface string, pkg *types.Package, method *types.Func) []*types.Func {
	for _, h := range hidden {
		if h.Interface != iface {
			continue
		}
		i := slices.IndexFunc(h.Methods, func(m HiddenMethod) bool { return m.Name == method.Name() })
		if i < 0 {
			continue
		}
		m, in := &h.Methods[i], pkg
		if h.Path != "" {
			in = types.NewPackage(h.Path, h.Package)
		}
		fn := m.as(method, in, h.Type)
		if name := fn.FullName(); slices.ContainsFunc(fns, func(other *types.Func) bool { return other.FullName() == name }) {
			continue // several imports tell of it
		}
		im.p.foreign[fn] = &m.Summary
		im.hiddenAt[fn] = m.Path
		fns = append(fns, fn)
	}
	return fns
}

// as makes the method of a type of which nothing but the name is known.
func (m *HiddenMethod) as(method *types.Func, pkg *types.Package, name string) *types.Func {
	recv := types.Type(types.NewNamed(types.NewTypeName(token.NoPos, pkg, name, nil), types.NewStruct(nil, nil), nil))
	if m.Pointer {
		recv = types.NewPointer(recv)
	}
	sig := method.Signature()
	return types.NewFunc(token.NoPos, pkg, method.Name(), types.NewSignatureType(types.NewVar(token.NoPos, pkg, "", recv), nil, nil, sig.Params(), sig.Results(), sig.Variadic()))
}
