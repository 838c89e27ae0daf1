package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/database"
	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
	"github.com/txlint/txlint/internal/sqlite"
)

var sqliteDSN = on("sqlite-dsn", "a SQLite database opened without a busy timeout or without WAL", report.Warning, nil)

// checkSQLiteDSN is a must claim: the whole data source name is known, what is run
// on the handle too, and each driver that it may be for leaves the setting out.
func checkSQLiteDSN(u *unit, o *database.Open) {
	if !o.Whole || !o.Settled || len(o.As) == 0 {
		return
	}
	missing := o.As[0].Missing(u.config.RequireForeignKeys)
	for _, db := range o.As[1:] {
		missing = both(missing, db.Missing(u.config.RequireForeignKeys))
	}
	if len(missing) == 0 {
		return
	}
	f := u.findingAt(sqliteDSN.Rule, region.Place{Pos: o.Call.Pos(), End: o.Call.End()})
	if o.Within != nil {
		f.Function = o.Within.Name.Name
	}
	f.Message = fmt.Sprintf("%s opens the SQLite database %q without %s, so that connections fail with \"database is locked\": %s",
		o.Callee.FullName(), o.As[0].DSN, sqlite.Told(missing), spelled(o, missing))
	u.add(f)
}

// spelled says how a driver is asked for what is missing.
func spelled(o *database.Open, missing []string) string {
	db := &o.As[0]
	if dsn := db.With(missing); dsn != "" {
		return fmt.Sprintf("write %q (%s)", dsn, db.Driver.Package)
	}
	return fmt.Sprintf("add %s to the flags (%s)", db.Driver.Flags.WAL, db.Driver.Package)
}

// both lists what two lists have in common.
func both(a, b []string) []string {
	var common []string
	for _, x := range a {
		for _, y := range b {
			if x == y {
				common = append(common, x)
			}
		}
	}
	return common
}
