package catalog

import (
	"go/types"
	"slices"
)

// Brief reports whether calling fn takes no time worth speaking of, whatever
// it does: logging, making an error, measuring, deriving a context.
func (c *Catalog) Brief(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return true // error.Error
	}
	fn = fn.Origin()
	if f, ok := c.Func(fn); ok && (f.Log || f.NonNil) {
		return true
	}
	m := c.pkg(fn.Pkg(), tellsFuncs)
	return m != nil && slices.ContainsFunc(m.brief, func(r *rule) bool { return r.matches(fn) }) || c.base != nil && c.base.Brief(fn)
}

// Database reports whether a package is part of a library that speaks to
// databases: it has handles, or statements.
func (c *Catalog) Database(pkg *types.Package) bool {
	m := c.pkg(pkg, tellsFuncs|tellsTypes)
	return m != nil && m.speaks() || c.base != nil && c.base.Database(pkg)
}

// speaks reports whether a model has handles, or statements.
func (p *pkgModel) speaks() bool {
	for _, f := range p.funcs {
		if f.stmt != nil || f.opens != nil {
			return true
		}
	}
	return len(p.roles) > 0 || slices.ContainsFunc(p.rules, func(r *rule) bool { return r.verb == "statements" || r.verb == "opens" })
}

// OfDatabase reports whether a type is declared by such a library.
func (c *Catalog) OfDatabase(t types.Type) bool {
	obj := typeName(t)
	return obj != nil && c.Database(obj.Pkg())
}

// Time is what a function says of how long a context lasts.
type Time string

// What can be said.
const (
	Endless  Time = "endless"  // its result is a context that nothing ends
	Derived  Time = "derived"  // its result lasts as long as its first argument
	Timeout  Time = "timeout"  // and no longer than its second argument, a duration, says
	Deadline Time = "deadline" // the same with a time
	Later    Time = "later"    // its result is a time some duration after its receiver
)

func isTime(s string) bool {
	return slices.Contains([]Time{Endless, Derived, Timeout, Deadline, Later}, Time(s))
}

// Time returns what fn says of how long a context lasts, or "".
func (c *Catalog) Time(fn *types.Func) Time {
	if fn.Pkg() == nil {
		return ""
	}
	if m := c.pkg(fn.Pkg(), tellsFuncs); m != nil {
		for _, r := range m.times {
			if r.matches(fn.Origin()) {
				return Time(r.kind)
			}
		}
	}
	if c.base != nil {
		return c.base.Time(fn)
	}
	return ""
}
