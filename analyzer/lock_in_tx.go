package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
)

var lockInTx = off("lock-in-tx", "mutex taken inside a transaction, and held over its work", checkLockInTx)

// checkLockInTx is a may claim about a feasible path, and a must claim about the
// mutex: it is held on every path to the statement, or to the end.
func checkLockInTx(u *unit, r Rule, t *region.Transaction) {
	for _, at := range t.Locks {
		f := u.finding(r, at, t)
		f.Message = fmt.Sprintf("%s in %s inside a transaction, and held over its work: who takes the mutex first and then needs the database waits for this transaction, and this one for the mutex; take it before the transaction begins", at.Name, t.Function)
		u.add(f)
	}
}
