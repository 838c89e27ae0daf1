package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
)

var goroutineInTx = off("goroutine-in-tx", "goroutine with an effect started inside a transaction", checkGoroutineInTx)

// checkGoroutineInTx is a may claim: some feasible path starts the goroutine.
func checkGoroutineInTx(u *unit, r Rule, t *region.Transaction) {
	for _, e := range t.Goroutines {
		effects := u.enabledOf(e.Effects)
		if len(effects) == 0 {
			continue
		}
		f := u.finding(r, e.Place, t)
		f.Message = fmt.Sprintf("goroutine started inside a transaction: %s in it (%s)%s is not undone by a rollback, and can come before the commit; start it below the commit", phrases[effects[0].Kind], way(t.Function, effects[0]), others(effects[1:]))
		for _, frame := range effects[0].Way {
			f.Trace = append(f.Trace, u.step(frame))
		}
		u.add(f)
	}
}
