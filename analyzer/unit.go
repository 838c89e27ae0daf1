package analyzer

import (
	"fmt"
	"go/token"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/database"
	"github.com/txlint/txlint/internal/fix"
	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
	"github.com/txlint/txlint/internal/summary"
)

// A unit is what rules need while one package is checked.
type unit struct {
	pass      *analysis.Pass
	report    *report.Report
	enabled   map[string]bool
	config    Config
	ports     []summary.PortCall  // calls through interfaces, made inside transactions
	databases *database.Databases // that the package opens
	fixer     *fix.Fixer

	followed []*region.Transaction // those that the rules saw
}

// finding starts a finding of a rule about a transaction.
func (u *unit) finding(r Rule, at region.Place, t *region.Transaction) report.Finding {
	f := u.findingAt(r, at)
	f.Function = t.Function
	f.Opener = &report.Step{Position: u.position(t.Opener.Pos), Message: opened(t)}
	return f
}

// findingAt starts a finding of a rule that is about no transaction.
func (u *unit) findingAt(r Rule, at region.Place) report.Finding {
	return report.Finding{Rule: r.ID, Level: r.Level, Pos: at.Pos, End: at.End}
}

func (u *unit) add(f report.Finding) {
	if u.enabled[f.Rule] {
		u.report.Add(f)
	} else {
		u.report.Off(f)
	}
}

// opened says how a transaction came to be open.
func opened(t *region.Transaction) string {
	switch t.Origin {
	case region.Opened:
		return "transaction opened here by " + t.Opener.Name
	case region.Savepoint:
		return "savepoint set here by " + t.Opener.Name
	case region.Callback:
		return t.Runner + " runs the callback inside a transaction"
	}
	return t.Opener.Name + " is handed an open transaction"
}

func (u *unit) position(pos token.Pos) token.Position { return u.pass.Fset.Position(pos) }

// isTest reports whether a file is one of tests.
func isTest(file string) bool { return strings.HasSuffix(file, "_test.go") }

// short renders a position of the package being analysed for a message.
func (u *unit) short(pos token.Pos) string {
	p := u.position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
}

func (u *unit) step(f summary.Frame) report.Step {
	return report.Step{
		Position: token.Position{Filename: f.File, Line: f.Line, Column: f.Col},
		Message:  "calls " + f.Name,
	}
}

func (u *unit) branch(b region.Branch) report.Step {
	what := "this condition does not hold"
	if b.Taken {
		what = "this condition holds"
	}
	return report.Step{Position: u.position(b.Pos), Message: what}
}
