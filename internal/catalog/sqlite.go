package catalog

import (
	"go/types"
	"slices"
)

// Connect describes a function that opens a database, or makes what opens it.
type Connect struct {
	Driver int    // index of the name of a database/sql driver, or -1: As says which
	DSN    int    // index of the data source name
	As     string // import path of the driver
}

// SQLite is what is known of a SQLite driver: what it does to a connection
// without being asked, and how its data source names ask for more.
type SQLite struct {
	Package   string              // its import path
	Registers string              // its name in database/sql, or ""
	Pragma    string              // the key whose values are pragmas ("_pragma"), or ""
	Keys      map[string][]string // by pragma, the keys that set it: the last one that is given counts
	TxLock    string              // the key that says how transactions begin, or ""
	Hooks     []string            // functions by which programs set up connections in their own way
	Flags     Flags               // instead of keys

	Busy      bool // it waits for locks without being asked
	BusyAlone bool // … unless the data source name has pragmas
	WAL       bool // it turns on the write-ahead log without being asked
	URIOnly   bool // only names that begin with "file:" have keys
	Immediate bool // its transactions begin immediate without being asked
}

// Flags names the constants of a driver that is told by flags: WAL "" says that
// it is not.
type Flags struct{ WAL, Memory, ReadOnly string }

// sqliteBlock is the form of SQLite in a model file.
type sqliteBlock struct {
	Registers string              `yaml:"registers"`
	Pragma    string              `yaml:"pragma"`
	Keys      map[string][]string `yaml:"keys"`
	TxLock    string              `yaml:"txlock"`
	Hooks     []string            `yaml:"hooks"`
	WALFlag   string              `yaml:"walflag"`
	MemFlag   string              `yaml:"memoryflag"`
	ReadFlag  string              `yaml:"readonlyflag"`
	Busy      bool                `yaml:"busy"`
	BusyAlone bool                `yaml:"busyalone"`
	WAL       bool                `yaml:"wal"`
	URIOnly   bool                `yaml:"urionly"`
	Immediate bool                `yaml:"immediate"`
}

func (b *sqliteBlock) build() *SQLite {
	if b == nil {
		return nil
	}
	return &SQLite{
		Registers: b.Registers, Pragma: b.Pragma, Keys: b.Keys, TxLock: b.TxLock, Hooks: b.Hooks,
		Flags: Flags{b.WALFlag, b.MemFlag, b.ReadFlag},
		Busy:  b.Busy, BusyAlone: b.BusyAlone, WAL: b.WAL, URIOnly: b.URIOnly, Immediate: b.Immediate,
	}
}

// SQLite returns what is known of the SQLite driver that a package is, or nil.
func (c *Catalog) SQLite(pkgPath string) *SQLite {
	known := c.covered(pkgPath)
	if known.tells&tellsSQLite == 0 {
		if c.base != nil {
			return c.base.SQLite(pkgPath)
		}
		return nil
	}
	d := *known.model().sqlite
	d.Package = pkgPath
	return &d
}

// Registered lists the SQLite drivers that database/sql knows by a name, in the
// order of their import paths.
func (c *Catalog) Registered(name string) []*SQLite {
	var all []*SQLite
	for _, e := range c.index {
		if e.tells&tellsSQLite == 0 {
			continue
		}
		if d := c.SQLite(e.path); d != nil && d.Registers == name {
			all = append(all, d)
		}
	}
	if c.base != nil {
		all = append(all, c.base.Registered(name)...)
	}
	return all
}

// connects resolves what a model says of a function that opens databases.
func (s signature) connects(o *options) *Connect {
	c := &Connect{Driver: -1, DSN: or(o.dsn, func() int { return find(s.Params(), isString) }), As: o.as}
	if o.as == "" {
		c.Driver = find(s.Params(), isString)
		c.DSN = or(o.dsn, func() int { return c.Driver + 1 })
	}
	return c
}

// connection checks what is said of a function that opens databases.
func (p *checker) connection(c *Connect) {
	if c.Driver >= 0 {
		p.param("driver", c.Driver, isString)
	}
	p.param("dsn", c.DSN, isString)
	if c.As != "" && p.catalog.SQLite(c.As) == nil {
		p.failf("as: %s is no SQLite driver of the models", c.As)
	}
}

// driverProblems lists what a model says of a driver and its package lacks.
func driverProblems(d *SQLite, pkg *types.Package) []string {
	var found []string
	for _, name := range slices.Concat(d.Hooks, []string{d.Flags.WAL, d.Flags.Memory, d.Flags.ReadOnly}) {
		if name != "" && pkg.Scope().Lookup(name) == nil {
			found = append(found, name+" is not there")
		}
	}
	return found
}
