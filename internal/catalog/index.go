package catalog

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// index says which block of which file describes a package. It is sorted, and
// a process that asks about hundreds of packages parses nothing by that.
type index []indexEntry

// indexEntry is one block of a model file.
type indexEntry struct {
	family
	pkg      string // the family, as the file writes it
	file     string
	coverage Coverage
	tells    tells
}

// tells says what can be asked of a block; for the rest it need not be parsed.
type tells uint8

const (
	tellsFuncs tells = 1 << iota
	tellsTypes       // roles, function types
	tellsStreams
	tellsSignatures // functions of other packages, by their signatures
	tellsGenerated  // packages that are generated for it
	tellsSQLite     // the package is a SQLite driver
)

func (p *pkgModel) tells() tells {
	t := tells(0)
	for bit, said := range map[tells]bool{
		tellsFuncs:      len(p.funcs)+len(p.rules)+len(p.brief)+len(p.times) > 0,
		tellsTypes:      len(p.roles)+len(p.funcTypes) > 0,
		tellsStreams:    len(p.streams) > 0,
		tellsSignatures: len(p.anywhere)+len(p.hooks) > 0,
		tellsGenerated:  p.generated != nil,
		tellsSQLite:     p.sqlite != nil,
	} {
		if said {
			t |= bit
		}
	}
	return t
}

func (x index) sort() {
	slices.SortFunc(x, func(a, b indexEntry) int {
		return cmp.Or(a.compare(b.family), cmp.Compare(a.file, b.file))
	})
}

// find returns the most specific entry for a package, or nil: its own, before
// that of any major version, before the tree with the longest path.
func (x index) find(pkgPath string) *indexEntry {
	plain := dropMajors(pkgPath)
	if e := x.get(family{path: pkgPath}); e != nil {
		return e
	}
	if e := x.get(family{path: plain, majors: true}); e != nil {
		return e
	}
	for {
		own, any := x.get(family{path: pkgPath, tree: true}), x.get(family{path: plain, tree: true, majors: true})
		switch {
		case own != nil:
			return own
		case any != nil:
			return any
		case pkgPath == "":
			return nil
		}
		parent := pkgPath[:max(0, strings.LastIndexByte(pkgPath, '/'))]
		pkgPath, plain = parent, dropMajors(parent)
	}
}

func (x index) get(f family) *indexEntry {
	i, ok := slices.BinarySearchFunc(x, f, func(e indexEntry, f family) int { return e.compare(f) })
	if !ok {
		return nil
	}
	return &x[i]
}

// IndexTable writes the index of the models as Go source: the elements of a
// composite literal, for the generator.
func (c *Catalog) IndexTable() []byte {
	var b bytes.Buffer
	for _, e := range c.index {
		fmt.Fprintf(&b, "{family{%q, %t, %t}, %q, %q, %d, %d},\n", e.path, e.majors, e.tree, e.pkg, e.file, e.coverage, e.tells)
	}
	return b.Bytes()
}
