package catalog_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/txlint/txlint/internal/catalog"
)

// TestModelsHold checks every name, index and type in the models of the
// standard library against the library itself.
func TestModelsHold(t *testing.T) {
	models := catalog.Default()
	checked := map[string]bool{}
	for _, p := range std(t) {
		if err := models.Verify(p.Types); err != nil {
			t.Error(err)
		}
		checked[p.PkgPath] = true
	}
	for pkg, file := range models.Packages() {
		if catalog.IsStd(pkg) && !checked[pkg] {
			t.Errorf("%s: there is no package %s", file, pkg)
		}
	}
}

// TestVerifyFinds shows that Verify fails on each sort of mistake.
func TestVerifyFinds(t *testing.T) {
	tests := []struct{ name, block, want string }{
		{"function", `effects: {http: [Frobnicate]}`, `m.yaml:5: database/sql: no function Frobnicate`},
		{"type", `effects: {http: [(*Client).Do]}`, `m.yaml:5: database/sql: no function (*Client).Do`},
		{"method", `effects: {http: [(*DB).Frobnicate]}`, `m.yaml:5: database/sql: no function (*DB).Frobnicate`},
		{"promoted method", `effects: {http: [(*NullString).Lock]}`, `m.yaml:5: database/sql: no function (*NullString).Lock`},
		{"misspelt function", `effects: {http: [OpenDb]}`, `m.yaml:5: database/sql: no function OpenDb; did you mean OpenDB?`},
		{"misspelt method", `effects: {http: [(*DB).PingContex]}`, `m.yaml:5: database/sql: no function (*DB).PingContex; did you mean (*DB).PingContext?`},
		{"method of another type", `effects: {http: [(*Txn).Commit]}`, `m.yaml:5: database/sql: no function (*Txn).Commit; did you mean (*Tx).Commit?`},
		{"misspelt type", `roles: {tx: [Txx]}`, `m.yaml: database/sql: no type Txx; did you mean Tx?`},
		{"star left out", `effects: {http: [(DB).Ping]}`, `m.yaml:5: database/sql: (DB).Ping is written (*DB).Ping`},
		{"star on an interface", `effects: {http: [(*Result).LastInsertId]}`, `m.yaml:5: database/sql: (*Result).LastInsertId is written (Result).LastInsertId`},
		{"role of no type", `roles: {tx: [Open]}`, `m.yaml: database/sql: no type Open`},
		{"stream of nothing", `streams: {file: [Closed]}`, `m.yaml: database/sql: Closed is no type and no variable (<nil>)`},
		{"stream of no field", `streams: {file: [DBStats.Width]}`, `m.yaml: database/sql: type DBStats has no field Width`},
		{"stream of a field of a variable", `streams: {file: [ErrNoRows.Text]}`, `m.yaml: database/sql: ErrNoRows is a variable: say of its type that a field is a stream`},
		{"opener without a transaction", `opens: [(*DB).Ping]`, "m.yaml:5: database/sql: (*DB).Ping: tx: it can't be of type error\n" +
			`m.yaml:5: database/sql: (*DB).Ping: from: it can't be of type *database/sql.DB`},
		{"error index", "roles: {tx: [Tx], pool: [DB]}\n    opens: [{func: (*DB).Begin, err: 0}]", `m.yaml:6: database/sql: (*DB).Begin: err: it can't be of type *database/sql.Tx`},
		{"result out of range", `derives: [{func: (*DB).Prepare, result: 7}]`, `m.yaml:5: database/sql: (*DB).Prepare: result: it has no result 7`},
		{"parameter out of range", `calls: [{func: (*Conn).Raw, args: [1]}]`, `m.yaml:5: database/sql: (*Conn).Raw: args: it has no parameter 1`},
		{"receiver of a function", `through: [{func: Open, args: [recv]}]`, `m.yaml:5: database/sql: Open: args: it has no receiver`},
		{"call of a string", `calls: [{func: Open, args: [0]}]`, `m.yaml:5: database/sql: Open: args: it can't be of type string`},
		{"no function to call", `calls: [Open]`, `m.yaml:5: database/sql: Open: it has no function to call`},
		{"no function to start", `goroutines: [Open]`, `m.yaml:5: database/sql: Open: it has no function to run in a goroutine`},
		{"no cursor", `closes: [Open]`, `m.yaml:5: database/sql: Open: on: it has no receiver`},
		{"no end of a cursor", `moves: [(*Rows).Close]`, `m.yaml:5: database/sql: (*Rows).Close: moves: it can't be of type error`},
		{"no mutex", `unlocks: [Open]`, `m.yaml:5: database/sql: Open: it is no method of a mutex`},
		{"no stream", `wraps: [Open]`, `m.yaml:5: database/sql: Open: it has nothing to read or write through`},
		{"SQL in a context", `statements: [{func: (*DB).ExecContext, sql: 0}]`, `m.yaml:5: database/sql: (*DB).ExecContext: sql: it can't be of type context.Context`},
		{"nothing to yield", `yields: {file: [(*DB).SetMaxIdleConns]}`, `m.yaml:5: database/sql: (*DB).SetMaxIdleConns: yields: it has no result 0`},
	}
	sql := stdPackage(t, "database/sql")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			models := load(t, "library: x\nmodules: [std]\npackages:\n  database/sql:\n    "+test.block+"\n")
			err := models.Verify(sql)
			if err == nil {
				t.Fatal("no error")
			}
			if err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

// load parses a model file named m.yaml.
func load(t *testing.T, text string) *catalog.Catalog {
	t.Helper()
	models, err := catalog.Load(fstest.MapFS{"m.yaml": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return models
}

// TestTablesAreFresh fails where go generate would write something else.
func TestTablesAreFresh(t *testing.T) {
	files, err := catalog.Load(os.DirFS("models"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := catalog.Default().IndexTable(), files.IndexTable(); !bytes.Equal(got, want) {
		t.Errorf("index_table.go is stale, run go generate: got\n%s\nwant\n%s", got, want)
	}
	for _, p := range std(t) {
		if !catalog.IsStd(p.PkgPath) {
			t.Errorf("stdlib_table.go is stale, run go generate: %s is missing", p.PkgPath)
		}
	}
}

// TestReadmeNamesEveryKey keeps models/README.md complete.
func TestReadmeNamesEveryKey(t *testing.T) {
	readme, err := os.ReadFile("models/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range catalog.BlockKeys() {
		if !strings.Contains(string(readme), "`"+key+"`") {
			t.Errorf("models/README.md does not tell of %s", key)
		}
	}
}
