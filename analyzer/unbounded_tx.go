package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
)

var unboundedTx = off("unbounded-tx", "a transaction that nothing can cut short", checkUnboundedTx)

// checkUnboundedTx is a must claim: the context is known to have no end, or none
// but a constant deadline.
func checkUnboundedTx(u *unit, r Rule, t *region.Transaction) {
	life := t.Lifetime()
	f := u.finding(r, t.Opener, t)
	switch {
	case life.Without:
		f.Message = fmt.Sprintf("%s in %s opens a transaction without a context: nothing can cut it short; hand it one with a deadline", t.Opener.Name, t.Function)
	case life.Endless:
		f.Message = fmt.Sprintf("%s in %s opens a transaction with a context that never ends: nothing can cut it short; hand it one with a deadline", t.Opener.Name, t.Function)
	case life.Limit > u.config.maxDuration():
		f.Message = fmt.Sprintf("the transaction of %s in %s may last %s, longer than %s: give its context a shorter deadline", t.Opener.Name, t.Function, life.Limit, u.config.maxDuration())
	default:
		return
	}
	u.add(f)
}
