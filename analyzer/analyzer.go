// Package analyzer is the public face of txlint: an analysis.Analyzer that
// makes database transactions short and safe.
package analyzer

import (
	"fmt"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/database"
	"github.com/txlint/txlint/internal/directive"
	"github.com/txlint/txlint/internal/fix"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
	"github.com/txlint/txlint/internal/summary"
)

// Analyzer is txlint with the default configuration and with flags of its own
// (-enable, -disable, -tests), for drivers that take a variable.
var Analyzer = New(Config{})

// New returns an analyzer named "txlint". Its ResultType is *report.Result;
// the category of each diagnostic is the rule id, and its URL the rule's page.
// Its flags -enable, -disable and -tests count for more than the configuration.
// Configuration errors come from Run; Config.Check tells them earlier.
func New(c Config) *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:       "txlint",
		Doc:        "report database transactions that are long, leaky or wrong",
		URL:        pageBase,
		ResultType: reflect.TypeFor[*report.Result](),
		FactTypes:  []analysis.Fact{(*summary.Fact)(nil)},
	}
	enable := a.Flags.String("enable", "", "rules to switch on, comma-separated, or all")
	disable := a.Flags.String("disable", "", "rules to switch off, comma-separated, or all")
	tests := a.Flags.Bool("tests", c.Tests, "report findings in _test.go files too")
	shared := &summary.Types{}
	a.Run = func(pass *analysis.Pass) (any, error) {
		own := c.With(split(*enable), split(*disable))
		own.Tests = *tests
		return run(pass, own, shared)
	}
	return a
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// run is the pipeline: directives, summaries, regions, findings, report. It
// returns an error only for a configuration that is wrong: an error for a
// package would drop the findings of all that depend on it.
func run(pass *analysis.Pass, c Config, shared *summary.Types) (result any, err error) {
	enabled, err := c.rules()
	if err != nil {
		return nil, err
	}
	cat := c.models()
	if m := pass.Module; m != nil && m.Path != "" && m.Version == "" { // the one that is worked on
		cat = cat.Within(m.Path)
	}
	if len(pass.Files) == 0 || cat.Skips(pass.Pkg.Path()) {
		return &report.Result{}, nil
	}
	rep := report.New(pass, report.Options{
		Tests: c.Tests, Enabled: enabled, Levels: c.Levels, Excluded: c.Excluded, Explain: c.Explain,
		URL: func(id string) string { return pageBase + id + ".md" },
	})
	defer func() {
		if rep.Recover(recover()) {
			result = rep.Result()
		}
	}()
	directives, faults := directive.Parse(pass.Files, isRule)
	sums := summary.New(pass, cat, shared, directives)
	u := &unit{pass: pass, report: rep, enabled: enabled, config: c, databases: database.Find(pass, cat), fixer: fix.New(pass, cat)}
	for _, o := range u.databases.Opens {
		checkSQLiteDSN(u, o)
	}
	sc := region.NewScope(pass, cat, sums)
	sc.Explain = c.Explain
	if sc.Relevant(pass.TypesInfo) {
		u.follow(sc)
	}
	u.wire(sums)
	sums.Export()
	u.tellFaults(faults)
	u.tellModels()
	rep.Apply(directives)
	if c.Explain {
		rep.Explain(u.why(sums))
	}
	return rep.Result(), nil
}

// follow follows the transactions of the package and runs the rules on them.
func (u *unit) follow(sc *region.Scope) {
	prog, err := ir.Build(u.pass, func(fn *types.Func) bool { return sc.Summaries.NoReturn(fn) != "" })
	if err != nil {
		u.report.Note(u.pass.Files[0].Package, fmt.Sprintf("package %s was not analysed: %v", u.pass.Pkg.Path(), err))
		return
	}
	a := region.Analyze(sc, prog)
	sc.Summaries.Resolve()
	u.followed = a.Transactions()
	for _, t := range u.followed {
		if t.Unknown != "" || t.Origin == region.Argument {
			continue
		}
		u.check(t)
	}
	for _, broken := range a.Broken {
		u.report.Note(u.pass.Files[0].Package, "not analysed: "+broken)
	}
	u.report.Count(report.Stats{Functions: len(prog.Funcs), SSA: len(prog.Funcs), Regions: a.Sites(), Capped: len(a.Capped)})
}

// check runs the rules on a transaction. What is wrong with one does not take the
// others with it.
func (u *unit) check(t *region.Transaction) {
	defer func() {
		if r := recover(); r != nil {
			u.report.Note(t.Opener.Pos, fmt.Sprintf("not checked: %s: %v", t.Function, r))
		}
	}()
	effectsInTx(u, t)
	u.notePorts(t)
	for _, r := range registry {
		if r.check != nil && (u.enabled[r.ID] || u.config.Explain) {
			r.check(u, r.Rule, t)
		}
	}
}

// tellModels tells what a user's own models say of this package that it does
// not declare. The command tells that before it analyses anything.
func (u *unit) tellModels() {
	if u.config.Models == nil {
		return
	}
	if err := u.config.Models.VerifyOne(u.pass.Pkg); err != nil {
		u.report.Note(u.pass.Files[0].Package, err.Error())
	}
}

func (u *unit) tellFaults(faults []directive.Fault) {
	r, _ := ruleByID("bad-directive")
	for _, f := range faults {
		u.add(report.Finding{Rule: r.ID, Level: r.Level, Pos: f.Pos, End: f.End, Message: f.Message})
	}
}
