package catalog

import (
	"go/types"
)

// What stands behind readers, writers and file systems.

// StreamKind returns the effect of reading or writing a value of type t that
// stands behind an io.Reader, an io.Writer or a file system: "" and true where
// it is known to have none, false where t is not known.
func (c *Catalog) StreamKind(t types.Type) (Kind, bool) {
	obj := typeName(t)
	if obj == nil {
		return "", false
	}
	if m := c.pkg(obj.Pkg(), tellsStreams); m != nil {
		if kind, ok := m.streams[obj.Name()]; ok {
			return kind, true
		}
	}
	if c.base != nil {
		return c.base.StreamKind(t)
	}
	return "", false
}

// CallKind returns the effect of calling a value of the named function type t,
// or "": es.Search(…) calls a field of the client.
func (c *Catalog) CallKind(t types.Type) Kind {
	if obj := typeName(t); obj != nil && isFunc(t) {
		if m := c.pkg(obj.Pkg(), tellsTypes); m != nil {
			for _, ft := range m.funcTypes {
				if anyMatches([]string{ft.pattern}, obj.Name()) {
					return ft.kind
				}
			}
		}
	}
	if c.base != nil {
		return c.base.CallKind(t)
	}
	return ""
}

// StreamVar is StreamKind for what a package-level variable or a field of a
// struct type holds.
func (c *Catalog) StreamVar(v *types.Var) (Kind, bool) {
	v = v.Origin()
	if v.Pkg() == nil {
		return "", false
	}
	if m := c.pkg(v.Pkg(), tellsStreams); m != nil {
		if kind, ok := m.streamVar(v); ok {
			return kind, true
		}
	}
	if c.base != nil {
		return c.base.StreamVar(v)
	}
	return "", false
}

// streamVar is StreamVar for a variable of the package of the model.
func (m *pkgModel) streamVar(v *types.Var) (Kind, bool) {
	if !v.IsField() {
		if v.Parent() != v.Pkg().Scope() {
			return "", false
		}
		kind, ok := m.streams[v.Name()]
		return kind, ok
	}
	for _, owner := range m.fields[v.Name()] {
		if field(v.Pkg(), owner, v.Name()) == v {
			return m.streams[owner+"."+v.Name()], true
		}
	}
	return "", false
}

// typeName returns the declared name behind t, through aliases and a pointer,
// or nil where there is none (also for the predeclared types).
func typeName(t types.Type) *types.TypeName {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok && n.Obj().Pkg() != nil {
		return n.Obj()
	}
	return nil
}

// field returns the field of a struct type of pkg, or nil.
func field(pkg *types.Package, typ, name string) *types.Var {
	obj := pkg.Scope().Lookup(typ)
	if obj == nil {
		return nil
	}
	s, ok := obj.Type().Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range s.Fields() {
		if f.Name() == name {
			return f
		}
	}
	return nil
}
