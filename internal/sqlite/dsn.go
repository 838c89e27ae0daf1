package sqlite

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/txlint/txlint/internal/catalog"
)

// Kind says where a database lives.
type Kind int

// The kinds of databases.
const (
	File     Kind = iota // a file that is read and written
	Memory               // nobody else sees it
	ReadOnly             // it has no writer
	Other                // it can't be told
)

// Begin says how transactions begin that are not told otherwise.
type Begin int

// The ways to begin.
const (
	Deferred  Begin = iota // locks are taken when a statement needs them
	Immediate              // the write lock is taken at once
	Untold                 // it can't be told
)

// The settings that a database with several connections needs.
const (
	BusyTimeout = "busy_timeout"
	JournalMode = "journal_mode"
	ForeignKeys = "foreign_keys"
)

// A Database is what a data source name says.
type Database struct {
	Driver *catalog.SQLite
	DSN    string
	Kind   Kind
	Begin  Begin

	busy, wal, foreignKeys bool
	alone                  bool // the driver's own busy timeout holds, until a pragma is asked for
}

// Parse reads a data source name as a driver does.
func Parse(d *catalog.SQLite, dsn string) Database {
	db := Database{Driver: d, DSN: dsn, busy: d.Busy, wal: d.WAL}
	path, query, uri := cut(d, dsn)
	keys, err := url.ParseQuery(query)
	if err != nil || strings.Contains(path, "#") && uri {
		db.Kind, db.Begin = Other, Untold
		return db
	}
	db.Kind = kind(path, keys, uri)
	if d.Immediate {
		db.Begin = Immediate
	}
	switch strings.ToLower(keys.Get(d.TxLock)) {
	case "":
	case "deferred", "concurrent":
		db.Begin = Deferred
	case "immediate", "exclusive":
		db.Begin = Immediate
	default:
		db.Begin = Untold
	}
	if d.BusyAlone {
		db.alone = !keys.Has(d.Pragma)
		db.busy = db.alone
	}
	for _, s := range settings(d, keys) {
		db.Set(s)
	}
	return db
}

// cut parts a data source name into a path and its keys.
func cut(d *catalog.SQLite, dsn string) (path, query string, uri bool) {
	uri = strings.HasPrefix(dsn, "file:")
	if d.TxLock == "" && d.Pragma == "" && !uri || d.URIOnly && !uri {
		return dsn, "", uri
	}
	path, query, _ = strings.Cut(dsn, "?")
	return path, query, uri
}

// kind tells by SQLite's own keys where a database lives. Those have a meaning
// only in names that begin with "file:"; who writes them elsewhere means the
// same, so that is not told apart.
func kind(path string, keys url.Values, uri bool) Kind {
	name := path
	if uri {
		name = strings.TrimPrefix(path, "file:")
	}
	vfs := keys.Get("vfs")
	switch {
	case name == "" || name == ":memory:" || keys.Get("mode") == "memory" || vfs == "memdb":
		return Memory
	case keys.Get("mode") == "ro" || isOn(keys.Get("immutable")):
		return ReadOnly
	case vfs != "":
		return Other
	}
	return File
}

// settings lists the pragmas that keys ask for, in the order in which a driver
// runs them.
func settings(d *catalog.SQLite, keys url.Values) []Statement {
	var all []Statement
	if d.Pragma != "" {
		for _, v := range keys[d.Pragma] {
			all = append(all, Statements("PRAGMA "+v)...)
		}
	}
	for pragma, names := range d.Keys {
		value := ""
		for _, name := range names {
			if keys.Has(name) {
				value = keys.Get(name)
			}
		}
		if value != "" {
			all = append(all, Statement{Pragma: pragma, Value: value})
		}
	}
	return all
}

// Set notes that a pragma is run on the database.
func (db *Database) Set(s Statement) {
	switch s.Pragma {
	case BusyTimeout:
		if n, err := strconv.Atoi(s.Value); err == nil {
			db.busy = n > 0
		}
	case JournalMode:
		if s.Value != "" {
			db.wal = strings.EqualFold(s.Value, "wal")
		}
	case ForeignKeys:
		db.foreignKeys = db.foreignKeys || isOn(s.Value)
	case "query_only":
		if isOn(s.Value) && db.Kind == File {
			db.Kind = ReadOnly
		}
	}
}

func isOn(value string) bool {
	switch strings.ToLower(value) {
	case "1", "on", "yes", "true":
		return true
	}
	return false
}

// WithoutWAL notes that the write-ahead log is not asked for.
func (db *Database) WithoutWAL() { db.wal = false }

// Missing lists the settings that a file database lacks, foreign keys only
// where they are asked for.
func (db *Database) Missing(foreignKeys bool) []string {
	var all []string
	if db.Kind != File {
		return nil
	}
	for _, s := range []struct {
		name string
		has  bool
	}{{BusyTimeout, db.busy}, {JournalMode, db.wal}, {ForeignKeys, db.foreignKeys || !foreignKeys}} {
		if !s.has {
			all = append(all, s.name)
		}
	}
	return all
}

// advised is what a setting is best set to.
var advised = map[string]string{BusyTimeout: "5000", JournalMode: "WAL", ForeignKeys: "1"}

// With spells the data source name with settings asked for. A driver that is
// told by flags has no such name: "".
func (db *Database) With(settings []string) string {
	d := db.Driver
	dsn := db.DSN
	if d.URIOnly && !strings.HasPrefix(dsn, "file:") {
		dsn = "file:" + dsn
	}
	if db.alone && !slices.Contains(settings, BusyTimeout) {
		settings = append([]string{BusyTimeout}, settings...) // the first pragma takes the driver's own away
	}
	for _, s := range settings {
		asked := spell(d, s)
		if asked == "" {
			return ""
		}
		path, query, _ := strings.Cut(dsn, "?")
		dsn = path + "?" + strings.Join(append(others(d, query, s), asked), "&")
	}
	return dsn
}

// spell writes the key that asks a driver for a setting, "" where it has none.
func spell(d *catalog.SQLite, setting string) string {
	switch {
	case d.Pragma != "":
		return d.Pragma + "=" + setting + "(" + advised[setting] + ")"
	case len(d.Keys[setting]) > 0:
		return d.Keys[setting][0] + "=" + advised[setting]
	}
	return ""
}

// others lists the keys of a query, with their values, that don't say something
// of a setting.
func others(d *catalog.SQLite, query, setting string) []string {
	return slices.DeleteFunc(strings.Split(query, "&"), func(pair string) bool {
		keys, _ := url.ParseQuery(pair)
		of := settings(d, keys)
		return pair == "" || len(of) == 1 && of[0].Pragma == setting
	})
}

// Told names settings for people.
func Told(settings []string) string {
	names := map[string]string{BusyTimeout: "a busy timeout", JournalMode: "WAL", ForeignKeys: "foreign keys"}
	var all []string
	for _, s := range settings {
		all = append(all, names[s])
	}
	return strings.Join(all, " or ")
}
