package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var uncheckedCommit = on("unchecked-commit", "a commit whose error nobody looks at", report.Warning, checkUncheckedCommit)

// checkUncheckedCommit is a must claim: the error is dropped on every path.
func checkUncheckedCommit(u *unit, r Rule, t *region.Transaction) {
	for _, c := range t.UncheckedCommit {
		f := u.finding(r, c, t)
		f.Message = fmt.Sprintf("nobody looks at the error of %s in %s: when it fails, nothing was written", c.Name, t.Function)
		u.add(f)
	}
}
