package report

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Options say what is reported.
type Options struct {
	Tests    bool                   // findings in _test.go files too
	Enabled  map[string]bool        // by rule id
	Levels   map[string]Level       // of findings, by rule id; those of other rules have their own
	Excluded func(file string) bool // files without findings, by absolute name; or nil
	URL      func(id string) string // page of a rule
	Explain  bool                   // keep the findings that are not reported, for Result.Why
}

// A Report collects the findings of one package and reports them.
type Report struct {
	pass      *analysis.Pass
	opts      Options
	generated map[string]bool // names of files
	findings  []Finding
	dropped   []Drop // with Options.Explain
	result    Result
	places    *places
}

// New returns an empty report.
func New(pass *analysis.Pass, opts Options) *Report {
	r := &Report{pass: pass, opts: opts, generated: map[string]bool{}, places: newPlaces(pass)}
	for _, f := range pass.Files {
		if ast.IsGenerated(f) {
			r.generated[pass.Fset.Position(f.Package).Filename] = true
			r.generated[pass.Fset.File(f.Package).Name()] = true
		}
	}
	return r
}

// Add files a finding. Those in generated and in excluded files, and in test
// files unless they are asked for, are dropped.
func (r *Report) Add(f Finding) {
	f.Start, f.Fin = r.pass.Fset.Position(f.Pos), r.pass.Fset.Position(f.End)
	if level := r.opts.Levels[f.Rule]; level != "" {
		f.Level = level
	}
	switch {
	case r.generated[f.Start.Filename] || r.generated[r.pass.Fset.File(f.Pos).Name()]:
		r.drop(f, "the file is generated")
	case !r.opts.Tests && strings.HasSuffix(f.Start.Filename, "_test.go"):
		r.drop(f, "it is a test file (-tests reports in them)")
	case r.opts.Excluded != nil && r.opts.Excluded(f.Start.Filename):
		r.drop(f, "the configuration excludes the file")
	default:
		r.findings = append(r.findings, f)
	}
}

// Note tells of something that was not analysed. For drivers that show nothing
// but diagnostics it is one, without a rule.
func (r *Report) Note(pos token.Pos, message string) {
	r.result.Notes = append(r.result.Notes, Remark{r.pass.Fset.Position(pos), message})
	r.pass.Report(analysis.Diagnostic{Pos: pos, Message: message})
}

// Count adds to the statistics.
func (r *Report) Count(s Stats) { r.result.Stats.Add(s) }

// Result sorts and reports what was found, and returns it. Findings of one
// rule about one thing at one place are one.
func (r *Report) Result() *Result {
	slices.SortStableFunc(r.findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Start.Filename, b.Start.Filename), cmp.Compare(a.Start.Offset, b.Start.Offset), strings.Compare(a.Rule, b.Rule), strings.Compare(a.About, b.About))
	})
	r.findings = slices.CompactFunc(r.findings, func(a, b Finding) bool { return a.Pos == b.Pos && a.Rule == b.Rule && a.About == b.About })
	for _, f := range r.findings {
		r.pass.Report(r.diagnostic(f))
	}
	r.result.Findings = r.findings
	return &r.result
}

func (r *Report) diagnostic(f Finding) analysis.Diagnostic {
	d := analysis.Diagnostic{
		Pos: f.Pos, End: f.End, Category: f.Rule, URL: r.opts.URL(f.Rule),
		Message: f.Message + " (" + f.Rule + ")", SuggestedFixes: f.Fixes,
	}
	for _, s := range f.Related() {
		if pos := r.places.pos(s.Position); pos.IsValid() {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: s.Message})
		}
	}
	return d
}

// Recover turns a panic of the analysis of a package into a note, and reports
// whether there was one: an analysis that dies takes that of all dependents
// with it.
func (r *Report) Recover(panicked any) bool {
	if panicked != nil {
		r.Note(r.pass.Files[0].Package, fmt.Sprintf("package %s was not analysed: %v", r.pass.Pkg.Path(), panicked))
	}
	return panicked != nil
}
