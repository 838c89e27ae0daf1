package summary

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/pack"
)

// Fact is the summary of a function as other packages see it. It is the only
// type of fact: it does not depend on the configuration, holds no maps, and
// encodes to the same bytes from run to run, and to few: drivers write them
// again with each package that imports the one they are about.
// The fact of a variable has Flows alone, that of a package InTx.
type Fact struct {
	contents        // not exported: gob would describe the types of all fields
	packed   []byte // what a driver has read, until it is asked for: most never is
}

// contents are what a fact says.
type contents struct {
	Summary
	InTx InTx // calls through interfaces, made inside transactions
}

func factOf(s Summary) *Fact { return &Fact{contents: contents{Summary: s}} }

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

// String tells the summary in one line, for tests.
func (f *Fact) String() string {
	f = f.unpack()
	var b strings.Builder
	for _, e := range f.Effects {
		async := ""
		if e.Async {
			async = "go "
		}
		fmt.Fprintf(&b, "%s%s:%s/%d ", async, e.Kind, e.Name, len(e.Way))
	}
	for _, s := range f.Streams {
		fmt.Fprintf(&b, "stream%d:%s ", s.Param, s.Name)
	}
	if len(f.Calls) > 0 {
		fmt.Fprintf(&b, "calls%v ", f.Calls)
	}
	if f.Pure {
		b.WriteString("pure ")
	}
	if f.Never != "" {
		fmt.Fprintf(&b, "never:%s ", f.Never)
	}
	if f.Recovers {
		b.WriteString("recovers ")
	}
	if f.NoReturn != "" {
		fmt.Fprintf(&b, "noreturn:%s ", f.NoReturn)
	}
	if f.Opens != nil {
		b.WriteString("opens ")
	}
	for _, p := range f.Params {
		fmt.Fprintf(&b, "tx(%d%s)", p.Arg, p.Path)
		if p.Stmts {
			b.WriteString("stmts")
		}
		if p.Ends() {
			b.WriteString("ends")
		}
		b.WriteByte(' ')
	}
	for _, r := range f.Runs {
		fmt.Fprintf(&b, "runs%d%s ", r.Callback, r.Field)
	}
	if len(f.Ports) > 0 {
		fmt.Fprintf(&b, "ports%d ", len(f.Ports))
	}
	for _, m := range f.Made {
		fmt.Fprintf(&b, "made%d:%s ", m.Result, m.Type)
	}
	for _, flow := range f.Flows {
		fmt.Fprintf(&b, "flow%d ", flow.Index)
	}
	f.tellPools(&b)
	return strings.TrimSpace(b.String())
}

// Export exports the summaries that other packages can ask for.
func (p *Package) Export() {
	p.exportWiring()
	given := p.givenGlobals()
	for _, n := range p.decls {
		sum := *n.sum
		sum.Effects = known(sum.Effects)
		sum.Pools = slices.DeleteFunc(slices.Clone(sum.Pools), func(u PoolUse) bool {
			v := p.global(u.Loc)
			return v != nil && !v.Exported() && !given[v]
		})
		if n.fn.Signature().Recv() != nil && p.forTests(n.fn) {
			sum.Effects, sum.Ports = nil, nil
		}
		if visible(n.fn) && !sum.IsZero() && !p.inTest(n.fn) {
			p.pass.ExportObjectFact(n.fn, factOf(sum))
		}
	}
	for fn, s := range p.declared {
		if p.funcs[fn] == nil && visible(fn) {
			p.pass.ExportObjectFact(fn, factOf(*s))
		}
	}
	p.exportAlike()
}

// givenGlobals lists the package-level variables of which functions that
// other packages can call open transactions, or which they return. Of others that are not
// exported no other package can have a transaction open.
func (p *Package) givenGlobals() map[*types.Var]bool {
	given := map[*types.Var]bool{}
	for _, n := range p.decls {
		if !visible(n.fn) {
			continue
		}
		if o := n.sum.Opens; o != nil && o.Pool != nil {
			given[p.global(*o.Pool)] = true
		}
		for _, r := range n.sum.Runs {
			if r.Pool != nil {
				given[p.global(*r.Pool)] = true
			}
		}
		for _, g := range n.sum.Gives {
			given[p.global(g.From)] = true
		}
	}
	return given
}

// global returns the variable of the package that a location begins at, or nil.
func (p *Package) global(loc Loc) *types.Var {
	rest, own := strings.CutPrefix(loc.Path, p.pass.Pkg.Path()+".")
	if loc.Arg != GlobalArg || !own {
		return nil
	}
	name, _, _ := strings.Cut(rest, ".")
	v, _ := p.pass.Pkg.Scope().Lookup(name).(*types.Var)
	return v
}

// visible reports whether code of another package can call fn.
func visible(fn *types.Func) bool { return fn.Exported() }
