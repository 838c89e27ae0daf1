package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var commitOnPanic = on("commit-on-panic", "a deferred call that commits when the code panics", report.Error, checkCommitOnPanic)

// checkCommitOnPanic is a must claim on a path: a call between the opening and
// the end panics, and with the values of then the deferred call commits.
func checkCommitOnPanic(u *unit, r Rule, t *region.Transaction) {
	for _, d := range t.CommitOnPanic {
		f := u.finding(r, d, t)
		f.Message = fmt.Sprintf("when %s panics, no error is set yet, and this deferred call commits half of the transaction of %s: recover in it, or commit at the end and defer the rollback", t.Function, t.Opener.Name)
		u.add(f)
	}
}
