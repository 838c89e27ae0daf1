package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var rollbackDeferredInLoop = on("rollback-deferred-in-loop", "a rollback deferred in a loop that opens a transaction each turn", report.Warning, checkRollbackDeferredInLoop)

// checkRollbackDeferredInLoop is a must claim on a path: a turn defers the
// rollback of its transaction, and the next one opens another.
func checkRollbackDeferredInLoop(u *unit, r Rule, t *region.Transaction) {
	for _, d := range t.Piled {
		f := u.finding(r, d, t)
		f.Message = fmt.Sprintf("this deferred call waits for %s to return, while the loop opens a transaction each turn by %s: put the body of the loop into a function of its own", t.Function, t.Opener.Name)
		u.add(f)
	}
}
