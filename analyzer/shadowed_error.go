package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var shadowedError = on("shadowed-error", "a failure that the deferred commit does not see", report.Error, checkShadowedError)

// checkShadowedError is a must claim on a path: the function returns an error,
// and the deferred call, which decides by something else, commits.
func checkShadowedError(u *unit, r Rule, t *region.Transaction) {
	for _, s := range t.Shadowed {
		f := u.finding(r, s.Place, t)
		f.Message = fmt.Sprintf("the deferred call at %s does not see the error that %s returns here, and commits the transaction of %s: name the error result, and decide by it", u.short(s.Defer.Pos), t.Function, t.Opener.Name)
		f.Trace = append(f.Trace, report.Step{Position: u.position(s.Defer.Pos), Message: "this deferred call decides by something else"})
		u.add(f)
	}
}
