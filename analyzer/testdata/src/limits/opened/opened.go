// Package opened opens a SQLite database for the package above.
package opened

import (
	"database/sql"

	_ "modernc.org/sqlite"
)

// Open begins transactions deferred.
func Open() (*sql.DB, error) {
	return sql.Open("sqlite", "shop.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)")
}
