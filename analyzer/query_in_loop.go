package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var queryInLoop = off("query-in-loop", "a statement for each row of another one", checkQueryInLoop)

// checkQueryInLoop is a may claim: the loop may turn more than once. That it is
// one over the rows of a statement is certain.
func checkQueryInLoop(u *unit, r Rule, t *region.Transaction) {
	for _, l := range t.RowLoops() {
		f := u.finding(r, l.Place, t)
		f.Message = fmt.Sprintf("%s in %s runs once for each row of %s at %s: ask for all in one statement (a join, or a list of keys)", l.Name, t.Function, l.Query.Name, u.short(l.Query.Pos))
		f.Trace = append(f.Trace, report.Step{Position: u.position(l.Query.Pos), Message: "the rows are those of " + l.Query.Name})
		u.add(f)
	}
}
