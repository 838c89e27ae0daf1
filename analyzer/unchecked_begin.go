package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var uncheckedBegin = on("unchecked-begin", "a transaction that is used before the error of opening it was looked at", report.Error, checkUncheckedBegin)

// checkUncheckedBegin is a may claim: on some path the opener has failed, and the
// handle is used.
func checkUncheckedBegin(u *unit, r Rule, t *region.Transaction) {
	if t.Unchecked {
		f := u.finding(r, t.Opener, t)
		f.Message = fmt.Sprintf("the transaction of %s in %s is used before its error was looked at: on failure the handle is nil", t.Opener.Name, t.Function)
		u.add(f)
	}
}
