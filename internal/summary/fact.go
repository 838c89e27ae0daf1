package summary

import (
	"fmt"
	"go/types"
	"strings"
)

// Fact is the summary of a function as other packages see it. It is the only
// type of fact: it does not depend on the configuration, holds no maps, and
// encodes to the same bytes from run to run.
type Fact struct{ Summary }

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
		fmt.Fprintf(&b, "runs%d ", r.Callback)
	}
	return strings.TrimSpace(b.String())
}

// Export exports the summaries that other packages can ask for.
func (p *Package) Export() {
	for _, n := range p.decls {
		if visible(n.fn) && !n.sum.IsZero() && !p.inTest(n.fn) {
			p.pass.ExportObjectFact(n.fn, &Fact{*n.sum})
		}
	}
	for fn, s := range p.declared {
		if p.funcs[fn] == nil && visible(fn) {
			p.pass.ExportObjectFact(fn, &Fact{*s})
		}
	}
}

// visible reports whether code of another package can call fn.
func visible(fn *types.Func) bool { return fn.Exported() }
