package report

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"github.com/txlint/txlint/internal/directive"
)

// Apply drops the findings that ignore directives silence, and reports the
// directives that silence nothing. A directive holds for its own line, the
// line below it, or the function in whose doc comment it stands.
func (r *Report) Apply(directives []directive.Directive) {
	for _, d := range directives {
		if d.Verb != "ignore" {
			continue
		}
		for _, rule := range d.Args {
			before := len(r.findings)
			r.findings = slices.DeleteFunc(r.findings, func(f Finding) bool {
				if f.Rule != rule || !r.covers(d, f) {
					return false
				}
				r.drop(f, silenced(d))
				return true
			})
			if len(r.findings) == before && r.opts.Enabled[rule] && r.opts.Enabled["unused-ignore"] {
				r.Add(Finding{
					Rule: "unused-ignore", Level: Warning, Pos: d.Pos, End: d.End,
					Message: fmt.Sprintf("this directive silences nothing: there is no %s here", rule),
				})
			}
		}
	}
}

func (r *Report) covers(d directive.Directive, f Finding) bool {
	if fd, ok := d.Doc.(*ast.FuncDecl); ok && fd.Pos() <= f.Pos && f.Pos < fd.End() {
		return true
	}
	at := r.pass.Fset.Position(d.Pos)
	line := f.Start.Line
	return strings.EqualFold(at.Filename, f.Start.Filename) && (line == at.Line || line == at.Line+1)
}
