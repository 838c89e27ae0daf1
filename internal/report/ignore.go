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
		before := len(r.findings)
		for _, rule := range d.Args {
			r.findings = slices.DeleteFunc(r.findings, func(f Finding) bool {
				if f.Rule != rule || !r.covers(d, f) {
					return false
				}
				r.drop(f, silenced(d))
				return true
			})
		}
		if len(r.findings) == before {
			r.unused(d)
		}
	}
}

// unused reports a directive that silences nothing. What one would silence of a
// rule that is switched off, nobody knows.
func (r *Report) unused(d directive.Directive) {
	off := func(rule string) bool { return !r.opts.Enabled[rule] }
	if off("unused-ignore") || slices.ContainsFunc(d.Args, off) {
		return
	}
	r.Add(Finding{
		Rule: "unused-ignore", Level: Warning, Pos: d.Pos, End: d.End,
		Message: fmt.Sprintf("this directive silences nothing: there is no %s here", strings.Join(d.Args, " and no ")),
	})
}

func (r *Report) covers(d directive.Directive, f Finding) bool {
	if fd, ok := d.Doc.(*ast.FuncDecl); ok && fd.Pos() <= f.Pos && f.Pos < fd.End() {
		return true
	}
	at := r.pass.Fset.Position(d.Pos)
	line := f.Start.Line
	return strings.EqualFold(at.Filename, f.Start.Filename) && (line == at.Line || line == at.Line+1)
}
