package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
)

var undeferredRollback = off("undeferred-rollback", "a transaction that a panic leaves open", checkUndeferredRollback)

// checkUndeferredRollback is a must claim on a path: a call between the opening and
// the end panics, and no deferred call ends the transaction then.
func checkUndeferredRollback(u *unit, r Rule, t *region.Transaction) {
	if !t.OpenOnPanic {
		return
	}
	f := u.finding(r, t.Opener, t)
	f.Message = fmt.Sprintf("the transaction opened by %s stays open when %s panics: defer its rollback after the error check", t.Opener.Name, t.Function)
	u.add(f)
}
