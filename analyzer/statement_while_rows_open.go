package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var statementWhileRowsOpen = on("statement-while-rows-open", "a statement while rows of an earlier one are open (on for pgx)", report.Error, checkStatementWhileRowsOpen)

// checkStatementWhileRowsOpen is a may claim about a feasible path: the rows were
// neither closed nor read to their end. Where it depends on the driver whether
// that matters, it is told only to those who ask for it.
func checkStatementWhileRowsOpen(u *unit, r Rule, t *region.Transaction) {
	for _, o := range t.Overlaps {
		if !o.Busy && !u.config.asksFor(r.ID) {
			continue
		}
		f := u.finding(r, o.Place, t)
		f.Message = fmt.Sprintf("%s in %s while the result of %s at %s may be open: the connection is busy until it is closed or read to its end; read it into memory first", o.Name, t.Function, o.Cursor.Name, u.short(o.Cursor.Pos))
		u.add(f)
	}
}
