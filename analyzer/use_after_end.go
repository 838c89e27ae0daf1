package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var useAfterEnd = on("use-after-end", "a statement or a commit on a transaction that has ended", report.Error, checkUseAfterEnd)

// checkUseAfterEnd is a must claim: the transaction has ended on every path here.
func checkUseAfterEnd(u *unit, r Rule, t *region.Transaction) {
	for _, x := range t.AfterEnd {
		f := u.finding(r, x.Place, t)
		what := "statement"
		if x.Commit {
			what = "commit"
		}
		f.Message = fmt.Sprintf("%s on a transaction that has ended: %s in %s always fails", what, x.Name, t.Function)
		u.add(f)
	}
}
