package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var oversizedTx = off("oversized-tx", "a transaction of many statements, or of a number that nothing bounds", checkOversizedTx)

// checkOversizedTx is a claim about the source: statement calls are counted
// whether or not one path passes all of them.
func checkOversizedTx(u *unit, r Rule, t *region.Transaction) {
	if t.Origin == region.Handed {
		return // who opened it is told
	}
	size := t.Size()
	f := u.finding(r, t.Opener, t)
	switch {
	case size.Loop.Pos.IsValid():
		f.Message = fmt.Sprintf("nothing constant bounds how many statements the transaction of %s in %s runs: %s at %s is in a loop; split it, or batch", t.Opener.Name, t.Function, size.Loop.Name, u.short(size.Loop.Pos))
		f.Trace = append(f.Trace, report.Step{Position: u.position(size.Loop.Pos), Message: "this statement is in a loop without a constant bound"})
	case size.Statements > u.config.maxStatements():
		f.Message = fmt.Sprintf("the transaction of %s in %s has %d statements, more than %d: split it, or batch", t.Opener.Name, t.Function, size.Statements, u.config.maxStatements())
	default:
		return
	}
	u.add(f)
}
