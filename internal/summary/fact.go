package summary

import (
	"go/types"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/pack"
)

// Fact tells the summaries of functions as other packages see them. It is the
// only type of fact: it does not depend on the configuration, holds no maps, and
// encodes to the same bytes from run to run, and to few: drivers write them
// again with each package that imports the one they are about. The fact of a
// package has those of its functions, that of a type those of its methods: what
// they say is much the same, and is written once. (Only who imports a package
// can name its functions, and so drivers hand facts of packages to nobody else;
// methods are called by whoever gets a value.) The fact of a variable has Own.
type Fact struct {
	contents        // not exported: gob would describe the types of all fields
	packed   []byte // what a driver has read, until it is asked for: most never is
}

// contents are what a fact says.
type contents struct {
	Own     Summary  // of the type or the variable
	Members []Member // sorted by name
	Hidden  []Hidden // what stands behind the interface, or behind those that the package imports
	InTx    InTx     // of a package: calls through interfaces, made inside transactions
}

// A Member is a function of a package or a method of a type, and its summary.
type Member struct {
	Name    string
	Summary Summary
}

// GobEncode encodes the fact, or hands on what it was read from.
func (f *Fact) GobEncode() ([]byte, error) {
	if f.packed != nil {
		return f.packed, nil
	}
	return pack.Encode(f.contents), nil
}

// GobDecode keeps the encoded fact.
func (f *Fact) GobDecode(data []byte) error {
	f.packed = slices.Clone(data)
	return nil
}

// unpack decodes what GobDecode kept. It panics where that is no fact: drivers
// read only what the same program has written.
func (f *Fact) unpack() *Fact {
	if f.packed == nil {
		return f
	}
	var c contents
	if err := pack.Decode(f.packed, &c); err != nil {
		panic(err)
	}
	return &Fact{contents: c}
}

// AFact marks Fact as a fact.
func (*Fact) AFact() {}

// String tells what the fact says, for tests: a line a member, sorted.
func (f *Fact) String() string {
	f = f.unpack()
	var lines []string
	if own := f.Own.String(); own != "" {
		lines = append(lines, own)
	}
	for _, m := range f.Members {
		lines = append(lines, m.Name+": "+m.Summary.String())
	}
	return strings.Join(lines, "\n")
}

// member returns the summary of a member, or nil.
func (f *Fact) member(name string) *Summary {
	i, found := slices.BinarySearchFunc(f.Members, name, func(m Member, name string) int { return strings.Compare(m.Name, name) })
	if !found {
		return nil
	}
	return &f.Members[i].Summary
}

// factOf returns what another package tells of a package-level object of its
// own or a field, or with nil of itself; nil where that is nothing.
func (p *Package) factOf(pkg *types.Package, obj types.Object) *Fact {
	key := factKey{pkg, obj}
	f, known := p.facts[key]
	if known {
		return f
	}
	var read Fact
	if obj == nil && p.pass.ImportPackageFact(pkg, &read) || obj != nil && p.pass.ImportObjectFact(obj, &read) {
		f = read.unpack()
	}
	p.facts[key] = f
	return f
}

type factKey struct {
	pkg *types.Package
	obj types.Object
}

// toldBy returns the summary of a function of another package as its facts tell it.
func (p *Package) toldBy(fn *types.Func) *Summary {
	holder, ok := holderOf(fn)
	if !ok {
		return nil
	}
	f := p.factOf(fn.Pkg(), holder)
	if f == nil {
		return nil
	}
	return f.member(fn.Name())
}

// holderOf returns the type whose fact tells of a method, nil for a function,
// of which the fact of the package tells. Nobody tells of the methods of
// interfaces without a name.
func holderOf(fn *types.Func) (holder types.Object, ok bool) {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil, true
	}
	named := namedOf(recv.Type())
	if named == nil {
		return nil, false
	}
	return named.Origin().Obj(), true
}
