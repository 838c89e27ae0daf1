package catalog

import (
	"go/types"
	"iter"
)

// A block can tell functions of other packages by the types of its own that
// they take: the clients that are generated for an RPC library, and the hooks
// that an ORM calls. These rules are consulted for the package of each
// parameter's type; the index tells which packages have any.

// Hook tells whether fn is a method that a library calls inside a transaction,
// by its name and signature, and the index of the parameter that is the
// transaction: -1 where it travels in the context, or in another parameter.
func (c *Catalog) Hook(fn *types.Func) (tx int, ok bool) {
	fn = fn.Origin()
	if fn.Signature().Recv() == nil {
		return -1, false
	}
	for model, pkg := range c.signing(fn) {
		for _, r := range model.hooks {
			if r.accepts(fn, pkg) {
				return find(fn.Signature().Params(), c.isTx), true
			}
		}
	}
	if c.base != nil {
		return c.base.Hook(fn)
	}
	return -1, false
}

// anywhere returns what the models say about fn by its signature, or nil.
func (c *Catalog) anywhere(fn *types.Func) *funcModel {
	for model, pkg := range c.signing(fn) {
		for _, r := range model.anywhere {
			if r.accepts(fn, pkg) {
				m := &funcModel{}
				m.add(r.verb, r.kind, &r.options)
				return m
			}
		}
	}
	return nil
}

// signing yields the packages that declare the types of fn's parameters, and
// their models, as far as these have rules for functions of other packages.
func (c *Catalog) signing(fn *types.Func) iter.Seq2[*pkgModel, *types.Package] {
	return func(yield func(*pkgModel, *types.Package) bool) {
		params := fn.Signature().Params()
		for i := params.Len() - 1; i >= 0; i-- {
			obj := typeName(elem(params.At(i).Type()))
			if obj == nil {
				continue
			}
			if known := c.covered(obj.Pkg().Path()); known.tells&tellsSignatures != 0 && !yield(known.model(), obj.Pkg()) {
				return
			}
		}
	}
}

// accepts tells whether the rule, which a package has for functions of others,
// holds for fn.
func (r *rule) accepts(fn *types.Func, pkg *types.Package) bool {
	sig := fn.Signature()
	if r.functions != nil || r.methods != nil {
		recv := ""
		if sig.Recv() != nil {
			recv = "*"
		}
		if !r.names(recv, fn.Name()) {
			return false
		}
	}
	return r.hasTypes(pkg, sig)
}
