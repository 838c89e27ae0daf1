package sqlite_test

import (
	"strings"
	"testing"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/sqlite"
)

const (
	mattn     = "github.com/mattn/go-sqlite3"
	modernc   = "modernc.org/sqlite"
	ncruces   = "github.com/ncruces/go-sqlite3/driver"
	glebarez  = "github.com/glebarez/go-sqlite"
	zombiezen = "zombiezen.com/go/sqlite"
)

func parse(t *testing.T, driver, dsn string) sqlite.Database {
	t.Helper()
	d := catalog.Default().SQLite(driver)
	if d == nil {
		t.Fatalf("%s is no driver", driver)
	}
	return sqlite.Parse(d, dsn)
}

func TestMissing(t *testing.T) {
	for _, test := range []struct{ driver, dsn, missing, with string }{
		{mattn, "app.db", "journal_mode", "app.db?_journal_mode=WAL"},
		{mattn, "app.db?_journal=wal", "", ""},
		{mattn, "app.db?_journal_mode=WAL&_timeout=0", "busy_timeout", "app.db?_journal_mode=WAL&_busy_timeout=5000"},
		{mattn, "file:app.db?_pragma=journal_mode(WAL)", "journal_mode", "file:app.db?_pragma=journal_mode(WAL)&_journal_mode=WAL"},
		{mattn, "app.db?_journal_mode=WAL&_journal=DELETE", "journal_mode", "app.db?_journal_mode=WAL"},
		{mattn, ":memory:", "", ""},
		{mattn, "", "", ""},
		{mattn, "file::memory:?cache=shared", "", ""},
		{mattn, "file:x?mode=memory&cache=shared", "", ""},
		{mattn, "file:app.db?mode=ro", "", ""},
		{mattn, "file:app.db?immutable=1", "", ""},
		{mattn, "app.db?_query_only=1", "", ""},
		{mattn, "app.db?%zz", "", ""},
		{modernc, "app.db", "busy_timeout journal_mode", "app.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)"},
		{modernc, "file:app.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)", "", ""},
		{modernc, "app.db?_pragma=busy_timeout%3d5000&_pragma=journal_mode=wal", "", ""},
		{modernc, "app.db?_pragma=busy_timeout(0)&_journal_mode=WAL", "busy_timeout", "app.db?_journal_mode=WAL&_pragma=busy_timeout(5000)"},
		{modernc, "file:app.db?vfs=myvfs", "", ""},
		{modernc, "file:/app.db?vfs=memdb", "", ""},
		{ncruces, "app.db", "journal_mode", "file:app.db?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)"},
		{ncruces, "app.db?_pragma=journal_mode(WAL)", "journal_mode", ""},
		{ncruces, "file:app.db?_pragma=journal_mode(wal)", "busy_timeout", "file:app.db?_pragma=journal_mode(wal)&_pragma=busy_timeout(5000)"},
		{glebarez, "app.db", "journal_mode", "app.db?_pragma=journal_mode(WAL)"},
		{glebarez, "app.db?_journal_mode=WAL", "journal_mode", "app.db?_journal_mode=WAL&_pragma=journal_mode(WAL)"},
		{zombiezen, "app.db", "", ""},
	} {
		db := parse(t, test.driver, test.dsn)
		missing := db.Missing(false)
		if got := strings.Join(missing, " "); got != test.missing {
			t.Errorf("%s %q: %q is missing, want %q", test.driver, test.dsn, got, test.missing)
		}
		if got := db.With(missing); test.with != "" && got != test.with {
			t.Errorf("%s %q: spelled %q, want %q", test.driver, test.dsn, got, test.with)
		}
	}
}

func TestMissingForeignKeys(t *testing.T) {
	for dsn, want := range map[string]int{"app.db?_fk=1": 1, "app.db?_foreign_keys=on": 1, "app.db": 2, "app.db?_fk=0": 2} {
		db := parse(t, mattn, dsn)
		if got := len(db.Missing(true)); got != want {
			t.Errorf("%s: %d settings are missing, want %d", dsn, got, want)
		}
	}
}

func TestBegin(t *testing.T) {
	for _, test := range []struct {
		driver, dsn string
		want        sqlite.Begin
	}{
		{mattn, "app.db", sqlite.Deferred},
		{mattn, "app.db?_txlock=immediate", sqlite.Immediate},
		{modernc, "app.db?_txlock=EXCLUSIVE", sqlite.Immediate},
		{modernc, "app.db?_txlock=later", sqlite.Untold},
		{ncruces, "app.db", sqlite.Immediate},
		{ncruces, "file:app.db?_txlock=deferred", sqlite.Deferred},
		{ncruces, "app.db?_txlock=deferred", sqlite.Immediate},
	} {
		if db := parse(t, test.driver, test.dsn); db.Begin != test.want {
			t.Errorf("%s %q begins %v, want %v", test.driver, test.dsn, db.Begin, test.want)
		}
	}
}
