package summary

import (
	"fmt"
	"go/types"
	"strings"
)

// Fact is the summary of a function as other packages see it. It is the only
// type of fact: it does not depend on the configuration, holds no maps, and
// encodes to the same bytes from run to run.
// The fact of a variable has Flows alone, that of a package InTx.
type Fact struct {
	Summary
	InTx InTx // calls through interfaces, made inside transactions
}

// AFact marks Fact as a fact.
func (*Fact) AFact() {}

// String tells the summary in one line, for tests.
func (f *Fact) String() string {
	var b strings.Builder
	for _, e := range f.Effects {
		async := ""
		if e.Async {
			async = "go "
		}
		fmt.Fprintf(&b, "%s%s:%s/%d ", async, e.Kind, e.Name, len(e.Way))
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
	for _, n := range p.decls {
		sum := *n.sum
		sum.Effects = known(sum.Effects)
		if visible(n.fn) && !sum.IsZero() && !p.inTest(n.fn) {
			p.pass.ExportObjectFact(n.fn, &Fact{Summary: sum})
		}
	}
	for fn, s := range p.declared {
		if p.funcs[fn] == nil && visible(fn) {
			p.pass.ExportObjectFact(fn, &Fact{Summary: *s})
		}
	}
	p.exportAlike()
}

// visible reports whether code of another package can call fn.
func visible(fn *types.Func) bool { return fn.Exported() }
