// Package report turns findings into diagnostics: it applies directives, skips
// generated and test files, and resolves positions. It does not know how a
// finding was found, nor how it will be rendered.
package report

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// Level says how much a finding weighs. The zero value is no level.
type Level string

// The levels, heaviest first.
const (
	Error   Level = "error"
	Warning Level = "warning"
	Note    Level = "note"
)

// A Finding is one defect, ready to be shown.
type Finding struct {
	Rule    string // rule id, such as "http-in-tx"
	Level   Level
	Message string // one line, complete without the related steps
	About   string // tells findings of one rule at one place apart, where there can be several

	Pos, End   token.Pos      // in the file set of the pass
	Start, Fin token.Position // Pos and End resolved: absolute file name, 1-based byte columns

	Function string // full name of the function that holds it, "" at package level
	Opener   *Step  // where the transaction was opened, or nil
	Trace    []Step // the calls on the way to the effect, outermost first
	Branches []Step // for a path rule: the branches taken, in order
	Fixes    []analysis.SuggestedFix
}

// A Step is a place that explains a finding.
type Step struct {
	Position token.Position // absolute file name; column 1 where only the line is known
	Message  string
}

// Related lists all steps of a finding in the order in which they are shown:
// opener, calls on the way, branches.
func (f *Finding) Related() []Step {
	var all []Step
	if f.Opener != nil {
		all = append(all, *f.Opener)
	}
	all = append(all, f.Trace...)
	return append(all, f.Branches...)
}

// Result is what the analyzer returns for one package: the analyzer's
// ResultType is *Result.
type Result struct {
	Findings []Finding // sorted by file, line, column, rule
	Notes    []Remark  // what could not be analysed, and why; never empty text
	Stats    Stats
	Why      *Why // nil unless asked for
}

// A Remark tells of a function or package that was not analysed in full.
type Remark struct {
	Position token.Position
	Message  string
}

// Stats counts what the analysis did, for -debug=stats.
type Stats struct {
	Functions int // functions walked
	SSA       int // functions for which SSA was built
	Regions   int // transactions followed
	Capped    int // functions in which a bound was reached
}

// Add adds the numbers of another package.
func (s *Stats) Add(o Stats) {
	s.Functions += o.Functions
	s.SSA += o.SSA
	s.Regions += o.Regions
	s.Capped += o.Capped
}
