package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var missingRollback = on("missing-rollback", "a path on which a transaction is neither committed nor rolled back", report.Error, checkMissingRollback)

// checkMissingRollback is a must claim on a path: the path reaches an exit, nothing
// on it ends the transaction, and nobody else was given it.
func checkMissingRollback(u *unit, r Rule, t *region.Transaction) {
	if t.NeverEnded {
		f := u.finding(r, t.Opener, t)
		f.Message = fmt.Sprintf("transaction opened by %s in %s is never committed nor rolled back; defer its rollback after the error check", t.Opener.Name, t.Function)
		f.Fixes = u.fixer.DeferRollback(t)
		u.add(f)
		return
	}
	for _, l := range t.Leaks {
		f := u.finding(r, l.Place, t)
		exit := "this return leaves the transaction open"
		if l.Turn {
			exit = "this turn of the loop leaves the transaction open when the next one opens another"
		}
		f.Message = fmt.Sprintf("%s: %s opened it at %s in %s; defer its rollback after the error check", exit, t.Opener.Name, u.short(t.Opener.Pos), t.Function)
		for _, b := range l.Branches {
			f.Branches = append(f.Branches, u.branch(b))
		}
		f.Fixes = u.fixer.DeferRollback(t)
		u.add(f)
	}
}
