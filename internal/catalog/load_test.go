package catalog_test

import (
	"testing"
	"testing/fstest"

	"github.com/txlint/txlint/internal/catalog"
)

// TestLoadErrors shows what is said of files that are no models.
func TestLoadErrors(t *testing.T) {
	const head = "library: x\nmodules: [std]\npackages:\n  p:\n" // the block begins at line 5
	tests := []struct{ name, text, want string }{
		{"empty", "", `m.yaml:1: the file is empty; a model has library, modules and packages`},
		{"no library", "packages: {p: {}}", `m.yaml:1: the model has no library`},
		{"no packages", "library: x", `m.yaml:1: the model has no packages`},
		{"no YAML", "library: x\npackages: {p: {]", `m.yaml:1: did not find expected node content`},
		{"unknown key at the top", "library: x\npackage: p", `m.yaml:2: unknown key package; did you mean packages?`},
		{"unknown key in a block", head + "    efects: {}", `m.yaml:5: unknown key efects; did you mean effects?`},
		{"unknown key in a block inside", head + "    generates: {declare: [T]}", `m.yaml:5: unknown key declare; did you mean declares?`},
		{"second document", head + "    logs: [F]\n---\nlibrary: y", `m.yaml:1: the file holds more than one document`},
		{"unknown key in an entry", head + "    opens: [{func: F, txx: 0}]", `m.yaml:5: unknown key txx`},
		{"key of another verb", head + "    commits: [{func: F, sql: 0}]", `m.yaml:5: commits takes no sql`},
		{"key twice", head + "    logs: [F]\n    logs: [G]", `m.yaml:6: mapping key "logs" already defined at line 5`},
		{"package twice", head + "    logs: [F]\n  p: {}", `m.yaml:6: mapping key "p" already defined at line 4`},
		{"unknown default", head + "    default: clear", `m.yaml:5: unknown default "clear"; there are opaque and inspect`},
		{"unknown kind", head + "    effects: {htttp: [F]}", `m.yaml:5: unknown kind of effect "htttp"; did you mean http?`},
		{"unknown kind of a stream", head + "    streams: {wet: [F]}", `m.yaml:5: unknown kind of effect "wet"; did you mean net?`},
		{"no kind of an effect", head + "    effects: {none: [F]}", `m.yaml:5: unknown kind of effect "none"`},
		{"unknown role", head + "    roles: {server: [T]}", `m.yaml:5: unknown role "server"; there are tx, pool, session and either`},
		{"unknown way of not returning", head + "    noreturn: {die: [F]}", `m.yaml:5: unknown way of not returning (exit, unwind) "die"`},
		{"safe without a reason", head + "    safe: {'': [F]}", `m.yaml:5: unknown reason ""`},
		{"no list", head + "    logs: F", `m.yaml:5: want a list of functions`},
		{"bad name", head + "    logs: [Client.Do]", `m.yaml:5: "Client.Do" names no function; write Get, (*Client).Do or (RoundTripper).RoundTrip`},
		{"path in a name", head + "    logs:\n      - (*net/http.Client).Do", `m.yaml:6: "(*net/http.Client).Do" names no function; write Get, (*Client).Do or (RoundTripper).RoundTrip`},
		{"receiver in a receiver", head + "    logs: [{(*T): {(*U): [F]}}]", `m.yaml:5: a receiver inside a receiver`},
		{"bad index", head + "    opens: [{func: F, tx: first}]", `m.yaml:5: "first" is no index; write 0, 1, …, recv or none`},
		{"bad indices", head + "    calls: [{func: F, args: 0}]", `m.yaml:5: args is a list of indices`},
		{"functions and methods", head + "    logs: [{functions: F, methods: T}]", `m.yaml:5: a rule is of functions, or of methods, which named tells apart`},
		{"named functions", head + "    logs: [{functions: F, named: G}]", `m.yaml:5: a rule is of functions, or of methods, which named tells apart`},
		{"rule of nothing", head + "    logs: [{takes: error}]", `m.yaml:5: a rule needs functions or methods`},
		{"option of another verb in a rule", head + "    logs: [{methods: T, sql: 0}]", `m.yaml:5: logs takes no sql`},
		{"bad pattern", head + "    logs: [{functions: 'F['}]", `m.yaml:5: "F[" is no pattern of names`},
		{"bad type", head + "    logs: [{methods: T, takes: 'context.'}]", `m.yaml:5: "context." names no type; write error, *Client, context.Context or ...Option`},
		{"functions anywhere by name", head + "    anywhere: {rpc: [F]}", `m.yaml:5: functions of any package are told by what they take`},
		{"hook without names", head + "    hooks: [{methods: T, takes: error}]", `m.yaml:5: a hook is told by methods, named, takes and returns`},
		{"bad family", "library: x\npackages:\n  a/*/b: {}", `m.yaml:3: "a/*/b" is not an import path; a major version can be written v*, and a whole tree ends in /...`},
		{"bad module", "library: x\nmodules: [a.b/c]\npackages: {p: {}}", `m.yaml:1: "a.b/c" is no module; write std or path@version`},
		{"unknown way to nest", head + "    opens: [{func: F, nested: deep}]", `m.yaml:5: unknown way to nest "deep"; there are savepoint, joins, ends and fails`},
		{"unknown kind of a function type", head + "    functypes: {wet: F}", `m.yaml:5: unknown kind of effect "wet"; did you mean net?`},
		{"bad flag", head + "    statements: [{func: F, late: false}]", `m.yaml:5: late is true or left out`},
		{"function twice", head + "    logs: [F,\n      F]", `m.yaml:6: F is listed twice`},
		{"two effects", head + "    effects:\n      http: [F]\n      http2: [G]\n      mail: [F]", "m.yaml:7: unknown kind of effect \"http2\"; did you mean http?\nm.yaml:8: F is listed twice"},
		{"commits and rolls back", head + "    commits: [F]\n    rollbacks: [F]", `m.yaml:6: F is listed twice`},
		{"safe effect", head + "    effects: {http: [F]}\n    safe: {nothing: [F]}", `m.yaml:5: F is safe and has an effect`},
		{"role twice", head + "    roles:\n      tx: [T]\n      pool: [T]", `m.yaml:7: T has a role already`},
		{"stream twice", head + "    streams:\n      file: [T]\n      none: [T]", `m.yaml:7: T has a kind already`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := catalog.Load(fstest.MapFS{"m.yaml": {Data: []byte(test.text)}})
			if err == nil {
				t.Fatal("no error")
			}
			if err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

// TestLoadFindsPackageInTwoFiles: a package belongs to one file, in any folder.
func TestLoadFindsPackageInTwoFiles(t *testing.T) {
	file := &fstest.MapFile{Data: []byte("library: x\npackages: {p: {}}")}
	_, err := catalog.Load(fstest.MapFS{"a.yaml": file, "b/c.yaml": file, "README.md": {Data: []byte("no model")}})
	if want := "b/c.yaml:1: package p is in a.yaml too"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
