package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var txInGoroutine = on("tx-in-goroutine", "a goroutine that uses the transaction while the function that started it does too", report.Error, checkTxInGoroutine)

// checkTxInGoroutine is a may claim about a feasible path: the goroutine was not
// waited for when the function, or another goroutine, uses the transaction.
func checkTxInGoroutine(u *unit, r Rule, t *region.Transaction) {
	for _, start := range t.Shared {
		f := u.finding(r, start, t)
		f.Message = fmt.Sprintf("this goroutine uses the transaction of %s, which goes on using or ending it meanwhile: one connection serves one at a time; wait for it first, or give each its own transaction", t.Function)
		u.add(f)
	}
}
