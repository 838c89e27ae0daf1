package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var swallowedError = on("swallowed-error", "a failed statement, and a commit all the same", report.Error, checkSwallowedError)

// checkSwallowedError is a must claim on a path: a statement has failed, or nobody
// can know whether it did, and the transaction commits.
func checkSwallowedError(u *unit, r Rule, t *region.Transaction) {
	for _, s := range t.Swallowed {
		f := u.finding(r, s, t)
		f.Message = fmt.Sprintf("the error of %s in %s is lost, and the transaction can commit without it: return it and roll back", s.Name, t.Function)
		u.add(f)
	}
}
