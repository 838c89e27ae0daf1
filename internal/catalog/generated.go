package catalog

import "go/types"

// generated returns the model of a package that a tool generated for a library
// into somebody's module (ent's client), or nil. It is told by what it imports
// and declares.
func (c *Catalog) generated(pkg *types.Package) *pkgModel {
	known, ok := c.made.Load(pkg.Path())
	if !ok {
		known, _ = c.made.LoadOrStore(pkg.Path(), c.generator(pkg))
	}
	return known.(*pkgModel)
}

func (c *Catalog) generator(pkg *types.Package) *pkgModel {
	for _, imported := range pkg.Imports() {
		if known := c.covered(imported.Path()); known.tells&tellsGenerated != 0 {
			if m := known.model(); declaresAll(pkg, m.declares) {
				return m.generated
			}
		}
	}
	return nil
}

func declaresAll(pkg *types.Package, names []string) bool {
	for _, name := range names {
		if _, ok := pkg.Scope().Lookup(name).(*types.TypeName); !ok {
			return false
		}
	}
	return len(names) > 0
}
