package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var unsafeNesting = on("unsafe-nesting", "an end of a transaction, or of one inside it, that harms the outer one", report.Error, checkUnsafeNesting)

// checkUnsafeNesting is a may claim: some feasible path gets there. What the
// call does on the transaction, or on its savepoint, is known from the models.
func checkUnsafeNesting(u *unit, r Rule, t *region.Transaction) {
	for _, x := range t.Unsafe {
		f := u.finding(r, x.Place, t)
		f.Message = danger(t, x)
		u.add(f)
	}
}

func danger(t *region.Transaction, x region.Unsafe) string {
	switch x.Danger {
	case region.EndsManaged:
		return fmt.Sprintf("%s in %s ends a transaction that %s ends itself: it panics or fails; return an error to roll back, nil to commit", x.Name, t.Function, t.Runner)
	case region.EndsOuter:
		return fmt.Sprintf("%s in %s nests nothing: it works on the open transaction and ends it, so that what follows is outside; hand the transaction on", x.Name, t.Function)
	}
	return fmt.Sprintf("%s in %s can roll back to a savepoint that its commit has released, which aborts the transaction around it; roll back on the error paths alone", x.Name, t.Function)
}
