package catalog

import (
	"embed"
	"errors"
	"fmt"
	"go/types"
	"io/fs"
	"iter"
	"path"
	"strings"
	"sync"
)

//go:generate go run ./generate

//go:embed models
var builtin embed.FS

// A Catalog answers what functions, types and variables of libraries mean. It
// is safe for concurrent use. A model file is parsed when something of a
// package that it covers is asked for, and not before.
type Catalog struct {
	fsys  fs.FS
	index index
	files sync.Map // file name -> func() (*parsedFile, error)
	pkgs  sync.Map // import path -> *covered
	made  sync.Map // import path of a package without a model -> *pkgModel, nil where it is not generated

	base  *Catalog       // asked for what this one doesn't say, or nil; see With and Within
	home  string         // module whose packages are looked into, see Within
	homes sync.Map       // module path -> *Catalog, see Within
	lines map[string]int // with a base: where the blocks stand, by what the file writes
}

// covered is what is known about a package before its model is asked for.
type covered struct {
	coverage Coverage
	tells    tells
	model    func() *pkgModel
}

// Default returns the built-in models.
func Default() *Catalog { return defaultCatalog() }

var defaultCatalog = sync.OnceValue(func() *Catalog {
	models, err := fs.Sub(builtin, "models")
	if err != nil {
		panic(err) // the name is not a valid path
	}
	return &Catalog{fsys: models, index: builtinIndex}
})

// Load parses all models of fsys (files *.yaml at any depth) and returns a
// catalog of them alone. Its error has one line, file:line: what, for each
// thing that is wrong.
func Load(fsys fs.FS) (*Catalog, error) {
	c := &Catalog{fsys: fsys}
	var wrong []error
	err := fs.WalkDir(fsys, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".yaml" {
			return err
		}
		m, err := c.file(file)
		if err != nil {
			wrong = append(wrong, err)
			return nil
		}
		for pkg, model := range m.blocks {
			c.index = append(c.index, indexEntry{model.family, pkg, file, model.coverage, model.tells()})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	c.index.sort()
	for i := 1; i < len(c.index); i++ {
		if a, b := c.index[i-1], c.index[i]; a.family == b.family {
			wrong = append(wrong, fmt.Errorf("%s:1: package %s is in %s too", b.file, b.pkg, a.file))
		}
	}
	return c, errors.Join(wrong...)
}

// Packages yields the packages and families of packages that have a model, as
// it writes them, and its file, in the order of their paths.
func (c *Catalog) Packages() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, e := range c.index {
			if !yield(e.pkg, e.file) {
				return
			}
		}
	}
}

// Func returns what fn means. For a method of an interface the interface that
// declares the method counts. A function of a package without a model can be
// known by its signature: the client stubs that are generated into the user's
// own module. It returns false when the models don't know fn; Covers then tells
// whether that means that it has no effect.
func (c *Catalog) Func(fn *types.Func) (Func, bool) {
	fn = fn.Origin()
	entry := c.entry(fn)
	if entry == nil {
		return Func{}, false
	}
	return c.resolve(entry, fn), true
}

// Safe returns the reason for which the models say that fn has no effect,
// although it may look like one; or "".
func (c *Catalog) Safe(fn *types.Func) string {
	if entry := c.entry(fn.Origin()); entry != nil {
		return entry.safe
	}
	return ""
}

// entry returns what the models say about fn, or nil.
func (c *Catalog) entry(fn *types.Func) *funcModel {
	if fn.Pkg() == nil {
		return nil // error.Error
	}
	if m := c.pkg(fn.Pkg(), tellsFuncs); m != nil {
		if entry := m.entry(fn); entry != nil {
			return entry
		}
	}
	if !IsStd(fn.Pkg().Path()) { // of that, the models leave out nothing
		if entry := c.anywhere(fn); entry != nil {
			return entry
		}
	}
	if c.base != nil {
		return c.base.entry(fn)
	}
	return nil
}

// Covers says how functions of a package are treated that Func doesn't know.
func (c *Catalog) Covers(pkgPath string) Coverage {
	if IsStd(pkgPath) {
		return Opaque
	}
	if c.home != "" {
		below := c.base.Covers(pkgPath)
		if c.base.Skips(pkgPath) && (pkgPath == c.home || strings.HasPrefix(pkgPath, c.home+"/")) {
			return Inspect
		}
		return below
	}
	own := c.covered(pkgPath).coverage
	if c.base == nil || own > Unknown {
		return own
	}
	if below := c.base.Covers(pkgPath); below != Unknown || own == Unknown {
		return below
	}
	return Inspect
}

// TellsTypes reports whether the models give a type of a package a role.
func (c *Catalog) TellsTypes(pkg *types.Package) bool {
	return c.pkg(pkg, tellsTypes) != nil || c.base != nil && c.base.TellsTypes(pkg)
}

// TellsFuncs reports whether the models may know a function of a package: they
// name some, or know those of any package by their signatures, but for the
// standard library's.
func (c *Catalog) TellsFuncs(pkg *types.Package) bool {
	return !IsStd(pkg.Path()) || c.pkg(pkg, tellsFuncs) != nil || c.base != nil && c.base.TellsFuncs(pkg)
}

// Role returns the role of values of type t, or of what t points to.
func (c *Catalog) Role(t types.Type) Role {
	if obj := typeName(t); obj != nil {
		if m := c.pkg(obj.Pkg(), tellsTypes); m != nil && m.roles[obj.Name()] != NoRole {
			return m.roles[obj.Name()]
		}
	}
	if c.base != nil {
		return c.base.Role(t)
	}
	return NoRole
}

// Bound tells whether a value of type t, which is no handle itself, works on
// one: a method of it executes a statement, or makes what does.
func (c *Catalog) Bound(t types.Type) bool {
	if c.base != nil && c.base.Bound(t) {
		return true
	}
	obj := typeName(t)
	if obj == nil || c.pkg(obj.Pkg(), tellsFuncs) == nil {
		return false
	}
	named, ok := obj.Type().(*types.Named)
	if !ok {
		return false
	}
	for fn := range named.Methods() {
		if m := c.entry(fn); m != nil && (m.stmt != nil || m.derive != nil) {
			return true
		}
	}
	return false
}

// pkg returns the model of a package, or nil where it tells nothing of what is
// asked.
func (c *Catalog) pkg(pkg *types.Package, asked tells) *pkgModel {
	if c.home != "" {
		return nil // the base knows
	}
	known := c.covered(pkg.Path())
	switch {
	case known.coverage == Unknown:
		return c.generated(pkg)
	case known.tells&asked == 0:
		return nil
	}
	return known.model()
}

// covered looks a package up, once.
func (c *Catalog) covered(pkgPath string) *covered {
	known, ok := c.pkgs.Load(pkgPath)
	if !ok {
		known, _ = c.pkgs.LoadOrStore(pkgPath, c.cover(pkgPath))
	}
	return known.(*covered)
}

func (c *Catalog) cover(pkgPath string) *covered {
	e := c.index.find(pkgPath)
	if e == nil {
		return &covered{Unknown, 0, func() *pkgModel { return nil }}
	}
	return &covered{e.coverage, e.tells, sync.OnceValue(func() *pkgModel { return c.block(e) })}
}

// block returns the model that an entry of the index stands for. It panics
// where a built-in model is broken: tests parse all of them, and Load those of
// others.
func (c *Catalog) block(e *indexEntry) *pkgModel {
	m, err := c.file(e.file)
	if err != nil {
		panic(fmt.Sprintf("catalog: broken model: %v", err))
	}
	return m.blocks[e.pkg]
}

// file returns what a model file says by package. It is parsed once.
func (c *Catalog) file(name string) (*parsedFile, error) {
	once, ok := c.files.Load(name)
	if !ok {
		once, _ = c.files.LoadOrStore(name, sync.OnceValues(func() (*parsedFile, error) {
			data, err := fs.ReadFile(c.fsys, name)
			if err != nil {
				return nil, err
			}
			return parse(name, data)
		}))
	}
	return once.(func() (*parsedFile, error))()
}
