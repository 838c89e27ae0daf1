package catalog

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/txlint/txlint/internal/spell"
)

// An Own is what a user says of a package, or of a family of them, in the form
// of a block of a model file.
type Own struct {
	Package text  `yaml:"package"`
	Block   block `yaml:",inline"`
}

// unsaid is the coverage of a package of which a user names some functions
// only: as the catalog below covers it, or else told from its bodies.
const unsaid Coverage = -1

// With returns a catalog in which what own says comes before what c says: of a
// function that own names, what it says there is all. A package that c doesn't
// cover is still told from its bodies, unless own says otherwise. file is the
// file that own was read from: each line of the error begins with it.
func (c *Catalog) With(file string, own []Own) (*Catalog, error) {
	over := &Catalog{base: c, lines: map[string]int{}}
	parsed := &parsedFile{blocks: map[string]*pkgModel{}}
	var wrong yaml.TypeError
	for i := range own {
		o := &own[i]
		path := o.Package.value
		m := o.Block.build(&wrong)
		b := builder{m, &wrong}
		var err error
		if m.family, err = parseFamily(path); err != nil {
			b.fail(max(o.Package.line, 1), "%q is %v", path, err)
		}
		if first, twice := over.lines[path]; twice {
			b.fail(o.Package.line, "package %s is in line %d already", path, first)
		}
		if o.Block.Default.value == "" {
			m.coverage = unsaid
		} else if IsStd(path) {
			b.fail(o.Block.Default.line, "the standard library is always opaque")
		}
		over.lines[path], parsed.blocks[path] = o.Package.line, m
		over.index = append(over.index, indexEntry{m.family, path, file, m.coverage, m.tells()})
	}
	if len(wrong.Errors) > 0 {
		return nil, locate(file, &wrong, nil)
	}
	over.index.sort()
	over.files.Store(file, func() (*parsedFile, error) { return parsed, nil })
	return over, nil
}

// Within returns the catalog for work on a module: its packages are told from
// their bodies where no model names a function, also where the models cover
// them. Who lints a library that txlint knows wants to hear of that library.
func (c *Catalog) Within(module string) *Catalog {
	home, ok := c.homes.Load(module)
	if !ok {
		home, _ = c.homes.LoadOrStore(module, &Catalog{base: c, home: module})
	}
	return home.(*Catalog)
}

// Overrides tells whether a user's own models name fn, so that its body does
// not count.
func (c *Catalog) Overrides(fn *types.Func) bool {
	fn = fn.Origin()
	if c.base == nil || fn.Pkg() == nil {
		return false
	}
	if c.home != "" {
		return c.base.Overrides(fn)
	}
	m := c.pkg(fn.Pkg(), tellsFuncs)
	return m != nil && m.entry(fn) != nil
}

// Skips tells whether bodies of a package matter to nobody, so that it is not
// analysed: the built-in models cover it, and no user wants it looked at. What
// a user calls opaque is still analysed for what is wrong in it.
func (c *Catalog) Skips(pkgPath string) bool {
	return c.Covers(pkgPath) == Opaque && (c.base == nil || c.base.Skips(pkgPath))
}

// Missing tells which of a user's own models are about packages that don't
// exist among those given: one error each, file:line first, with the nearest
// name.
func (c *Catalog) Missing(pkgPaths []string) []error {
	found := map[*indexEntry]bool{}
	for _, p := range pkgPaths {
		if e := c.index.find(p); e != nil {
			found[e] = true
		}
	}
	var missing []error
	for _, i := range c.byLine() {
		if e := &c.index[i]; !found[e] {
			missing = append(missing, fmt.Errorf("%s:%d: no package %s is imported here%s", e.file, c.lines[e.pkg], e.pkg, spell.Hint(e.pkg, pkgPaths)))
		}
	}
	return missing
}

// VerifyOne is Verify for a package that is seen alone: of blocks that describe
// others too, nothing is told.
func (c *Catalog) VerifyOne(pkg *types.Package) error {
	if e := c.index.find(pkg.Path()); e == nil || e.family != (family{path: pkg.Path()}) {
		return nil
	}
	return c.Verify(pkg)
}

// byLine lists the entries of the index in the order of the file.
func (c *Catalog) byLine() []int {
	order := make([]int, len(c.index))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return c.lines[c.index[i].pkg] - c.lines[c.index[j].pkg] })
	return order
}

// typeNames lists the names that the packages declare.
func (v *verifier) typeNames() []string {
	var names []string
	for _, pkg := range v.pkgs {
		names = append(names, pkg.Scope().Names()...)
	}
	return names
}

// hint names the function that was meant: one of the same receiver with a name
// like it, or one of that name whose receiver is like it, or any one of it.
func (v *verifier) hint(n name) string {
	var same, like []string
	other := ""
	byShort := map[string]string{}
	for _, fn := range v.declared() {
		recv := recvName(fn)
		switch {
		case recv == n.recv:
			same = append(same, fn.Name())
			byShort[fn.Name()] = formOf(fn)
		case fn.Name() == n.fn:
			like = append(like, recv)
			byShort[recv] = formOf(fn)
			other = formOf(fn)
		}
	}
	meant := byShort[cmp.Or(spell.Nearest(n.fn, same), spell.Nearest(n.recv, like))]
	if meant = cmp.Or(meant, other); meant == "" {
		return ""
	}
	return "; did you mean " + meant + "?"
}
