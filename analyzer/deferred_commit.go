package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var deferredCommit = on("deferred-commit", "a deferred commit, which commits on error paths and panics too", report.Error, checkDeferredCommit)

// checkDeferredCommit is a must claim: the deferred call commits on every path.
func checkDeferredCommit(u *unit, r Rule, t *region.Transaction) {
	for _, d := range t.DeferredCommit {
		f := u.finding(r, d, t)
		f.Message = fmt.Sprintf("this deferred call commits the transaction of %s whatever happened in %s, also after an error or a panic: defer the rollback, and commit at the end", t.Opener.Name, t.Function)
		u.add(f)
	}
}
