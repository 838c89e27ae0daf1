package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

var sqliteDeferredWrite = on("sqlite-deferred-write", "a SQLite transaction that begins deferred, reads and then writes", report.Warning, checkSQLiteDeferredWrite)

// checkSQLiteDeferredWrite is a may claim about a path, on which a read comes
// first and a write after it, and a must claim about the database: it is known
// to be SQLite, and to begin deferred.
func checkSQLiteDeferredWrite(u *unit, r Rule, t *region.Transaction) {
	if t.Origin == region.Handed || t.Upgrade == nil || !u.beginsDeferred(t) {
		return // what is handed in is told where it was opened
	}
	f := u.finding(r, t.Opener, t)
	f.Message = fmt.Sprintf("the SQLite transaction of %s in %s begins deferred, reads (%s) and then writes (%s): where another connection wrote in between, it fails at once with SQLITE_BUSY, whatever the busy timeout; begin it immediate",
		t.Opener.Name, t.Function, u.short(t.Upgrade.Read.Pos), u.short(t.Upgrade.Write.Pos))
	if key := u.databases.TxLock(); key != "" && !t.Deferred {
		f.Message += fmt.Sprintf(" (%s=immediate in the data source name)", key)
	}
	f.Trace = append(f.Trace,
		report.Step{Position: u.position(t.Upgrade.Read.Pos), Message: "reads"},
		report.Step{Position: u.position(t.Upgrade.Write.Pos), Message: "writes"})
	u.add(f)
}

// beginsDeferred reports whether a transaction is known to be one of SQLite's
// that takes its locks only when it needs them: by its opener, by the call that
// opened its pool, or because the package opens no other databases.
func (u *unit) beginsDeferred(t *region.Transaction) bool {
	if t.Deferred {
		return true
	}
	if o := u.databases.At(t.PoolFrom); o != nil {
		return o.Deferred()
	}
	return t.Pool != "" && u.databases.AllDeferred(t.Type)
}
