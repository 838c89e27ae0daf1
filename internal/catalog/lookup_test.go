package catalog_test

import (
	"go/token"
	"go/types"
	"os"
	"reflect"
	"testing"

	"github.com/txlint/txlint/internal/catalog"
)

// object finds "Get", "Client.Do" or "Request.Body" in a package.
func object(t *testing.T, pkg, typ, name string) types.Object {
	t.Helper()
	p := stdPackage(t, pkg)
	if typ == "" {
		return p.Scope().Lookup(name)
	}
	obj, _, _ := types.LookupFieldOrMethod(p.Scope().Lookup(typ).Type(), true, p, name)
	if obj == nil {
		t.Fatalf("no %s.%s in %s", typ, name, pkg)
	}
	return obj
}

func TestFunc(t *testing.T) {
	const r = catalog.Recv
	tests := []struct {
		pkg, typ, name string
		want           catalog.Func
	}{
		{"net/http", "Client", "Do", catalog.Func{Name: "(*net/http.Client).Do", Effect: catalog.HTTP}},
		{"net/http", "RoundTripper", "RoundTrip", catalog.Func{Name: "(net/http.RoundTripper).RoundTrip", Effect: catalog.HTTP}},
		{"net/http", "", "ServeContent", catalog.Func{Name: "net/http.ServeContent", Effect: catalog.Response, Through: []int{4}}},
		{"database/sql", "DB", "BeginTx", catalog.Func{Name: "(*database/sql.DB).BeginTx", Opens: &catalog.Open{Tx: 0, Err: 1, From: r, Ctx: 0, Write: -1}}},
		{"database/sql", "DB", "Begin", catalog.Func{Name: "(*database/sql.DB).Begin", Opens: &catalog.Open{Tx: 0, Err: 1, From: r, Ctx: -1, Write: -1}}},
		{"database/sql", "Tx", "Commit", catalog.Func{Name: "(*database/sql.Tx).Commit", Ends: &catalog.End{Commit: true, Tx: r, Err: 0, ByError: -1}}},
		{"database/sql", "Tx", "Rollback", catalog.Func{Name: "(*database/sql.Tx).Rollback", Ends: &catalog.End{Tx: r, Err: 0, ByError: -1}}},
		{"database/sql", "Tx", "QueryContext", catalog.Func{
			Name: "(*database/sql.Tx).QueryContext", Stmt: &catalog.Stmt{On: r, SQL: 1, Err: 1, Rows: true}, Derive: &catalog.Derive{From: r, Result: 0}}},
		{"database/sql", "Tx", "QueryRow", catalog.Func{
			Name: "(*database/sql.Tx).QueryRow", Stmt: &catalog.Stmt{On: r, SQL: 0, Err: -1}, Derive: &catalog.Derive{From: r, Result: 0}}},
		{"database/sql", "Row", "Scan", catalog.Func{Name: "(*database/sql.Row).Scan", Stmt: &catalog.Stmt{On: r, SQL: -1, Err: 0, Late: true}}},
		{"database/sql", "Stmt", "Exec", catalog.Func{Name: "(*database/sql.Stmt).Exec", Stmt: &catalog.Stmt{On: r, SQL: -1, Err: 1}}},
		{"database/sql", "DB", "Prepare", catalog.Func{Name: "(*database/sql.DB).Prepare", Derive: &catalog.Derive{From: r, Result: 0}}},
		{"database/sql", "Rows", "Close", catalog.Func{Name: "(*database/sql.Rows).Close", Cursor: &catalog.Cursor{On: r}}},
		{"database/sql", "Rows", "Next", catalog.Func{Name: "(*database/sql.Rows).Next", Cursor: &catalog.Cursor{On: r, Moves: true}}},
		{"sync", "RWMutex", "RUnlock", catalog.Func{Name: "(*sync.RWMutex).RUnlock", Unlocks: true}},
		{"context", "", "AfterFunc", catalog.Func{Name: "context.AfterFunc", Goroutine: true, Later: true}},
		{"sync", "WaitGroup", "Go", catalog.Func{Name: "(*sync.WaitGroup).Go", Goroutine: true}},
		{"sync", "Once", "Do", catalog.Func{Name: "(*sync.Once).Do", Calls: []int{0}}},
		{"slices", "", "SortFunc", catalog.Func{Name: "slices.SortFunc", Calls: []int{1}}},
		{"path/filepath", "", "WalkDir", catalog.Func{Name: "path/filepath.WalkDir", Effect: catalog.File, Calls: []int{1}}},
		{"io", "", "Copy", catalog.Func{Name: "io.Copy", Through: []int{0, 1}}},
		{"io", "", "MultiWriter", catalog.Func{Name: "io.MultiWriter", Through: []int{0}, Wraps: true}},
		{"io", "ReadCloser", "Read", catalog.Func{Name: "(io.Reader).Read", Through: []int{r}}},
		{"os", "File", "Read", catalog.Func{Name: "(*os.File).Read", Through: []int{r}}},
		{"bufio", "ReadWriter", "ReadString", catalog.Func{Name: "(*bufio.Reader).ReadString", Through: []int{r}}},
		{"compress/gzip", "Writer", "Write", catalog.Func{Name: "(*compress/gzip.Writer).Write", Effect: catalog.Compute, Through: []int{r}}},
		{"text/template", "Template", "Execute", catalog.Func{Name: "(*text/template.Template).Execute", Through: []int{0}}},
		{"net", "TCPConn", "Read", catalog.Func{Name: "(*net.conn).Read", Effect: catalog.Net}},
		{"os", "", "Exit", catalog.Func{Name: "os.Exit", NoReturn: "exit"}},
		{"testing", "T", "Fatal", catalog.Func{Name: "(*testing.common).Fatal", NoReturn: "unwind", Log: true}},
		{"os/exec", "Cmd", "StdoutPipe", catalog.Func{Name: "(*os/exec.Cmd).StdoutPipe", Yields: catalog.Exec}},
		{"os", "", "Getenv", catalog.Func{Name: "os.Getenv"}},
	}
	for _, test := range tests {
		fn := object(t, test.pkg, test.typ, test.name).(*types.Func)
		got, ok := catalog.Default().Func(fn)
		if !ok || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s:\ngot  %+v, %v\nwant %+v", fn.FullName(), got, ok, test.want)
		}
	}
}

func TestFuncNotNamed(t *testing.T) {
	for _, fn := range []types.Object{
		object(t, "strings", "", "ToUpper"),
		object(t, "net/http", "", "NewRequest"),
		object(t, "bytes", "Buffer", "Write"),
		types.Universe.Lookup("error").Type().Underlying().(*types.Interface).Method(0),
		types.NewFunc(token.NoPos, types.NewPackage("example.com/os", "os"), "Open", types.NewSignatureType(nil, nil, nil, nil, nil, false)),
	} {
		if f, ok := catalog.Default().Func(fn.(*types.Func)); ok {
			t.Errorf("got %+v for %v", f, fn)
		}
	}
}

// TestFuncOfInstance looks up a method of an instantiated generic type.
func TestFuncOfInstance(t *testing.T) {
	models := load(t, "library: x\npackages: {sync/atomic: {effects: {wait: [(*Pointer).Load]}}}")
	generic := stdPackage(t, "sync/atomic").Scope().Lookup("Pointer").Type()
	instance, err := types.Instantiate(nil, generic, []types.Type{types.Typ[types.Int]}, true)
	if err != nil {
		t.Fatal(err)
	}
	method, _, _ := types.LookupFieldOrMethod(instance, true, nil, "Load")
	f, ok := models.Func(method.(*types.Func))
	if want := "(*sync/atomic.Pointer[T]).Load"; !ok || f.Name != want || f.Effect != catalog.Wait {
		t.Errorf("got %+v, %v, want an effect of %s", f, ok, want)
	}
}

// TestFuncOptions: what an entry says goes before what the signature says.
func TestFuncOptions(t *testing.T) {
	models := load(t, `
library: x
packages:
  database/sql:
    roles: {pool: [DB], tx: [Tx]}
    opens: [{func: (*DB).BeginTx, tx: 3, err: none, from: 2, ctx: none}]
    runs: [{func: (*Conn).Raw, callback: 4, tx: 5, from: 6, retried: true, readonly: true}]
    statements: [{func: (*DB).Exec, on: 1, sql: none, err: 0, late: true, rows: true}]
    derives: [{func: (*DB).Exec, from: 1, result: 1}]
    calls: [{func: (*DB).Exec, args: [recv, 2]}]
`)
	want := map[string]catalog.Func{
		"BeginTx": {Name: "(*database/sql.DB).BeginTx", Opens: &catalog.Open{Tx: 3, Err: -1, From: 2, Ctx: -1, Write: -1}},
		"Exec": {Name: "(*database/sql.DB).Exec", Stmt: &catalog.Stmt{On: 1, SQL: -1, Err: 0, Late: true, Rows: true},
			Derive: &catalog.Derive{From: 1, Result: 1}, Calls: []int{catalog.Recv, 2}},
	}
	for name, want := range want {
		if got, _ := models.Func(object(t, "database/sql", "DB", name).(*types.Func)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
	raw, _ := models.Func(object(t, "database/sql", "Conn", "Raw").(*types.Func))
	if want := (&catalog.Run{Callback: 4, Tx: 5, From: 6, Retried: true, ReadOnly: true}); !reflect.DeepEqual(raw.Runs, want) {
		t.Errorf("got %+v, want %+v", raw.Runs, want)
	}
}

// TestRunFromSignature: a runner's callback and transaction come from its type.
func TestRunFromSignature(t *testing.T) {
	models := load(t, "library: x\npackages:\n  database/sql: {roles: {tx: [Tx], pool: [DB]}}\n  p: {runs: [InTx]}")
	sql := stdPackage(t, "database/sql")
	param := func(t types.Type) *types.Var { return types.NewParam(token.NoPos, nil, "", t) }
	ctx := stdPackage(t, "context").Scope().Lookup("Context").Type()
	tx, db := types.NewPointer(sql.Scope().Lookup("Tx").Type()), types.NewPointer(sql.Scope().Lookup("DB").Type())
	callback := types.NewSignatureType(nil, nil, nil, types.NewTuple(param(ctx), param(tx)), nil, false)
	sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(param(ctx), param(db), param(callback)), nil, false)
	f, _ := models.Func(types.NewFunc(token.NoPos, types.NewPackage("p", "p"), "InTx", sig))
	if want := (&catalog.Run{Callback: 2, Tx: 1, From: 1}); !reflect.DeepEqual(f.Runs, want) {
		t.Errorf("got %+v, want %+v", f.Runs, want)
	}
}

func TestCovers(t *testing.T) {
	models := load(t, "library: x\npackages: {a: {}, b: {default: inspect}, c: {default: opaque}}")
	for pkg, want := range map[string]catalog.Coverage{
		"a": catalog.Opaque, "b": catalog.Inspect, "c": catalog.Opaque, "d": catalog.Unknown,
		"net/http": catalog.Opaque, "strings": catalog.Opaque, "internal/poll": catalog.Opaque,
	} {
		if got := models.Covers(pkg); got != want {
			t.Errorf("%s: got %v, want %v", pkg, got, want)
		}
	}
}

func TestIsStd(t *testing.T) {
	for pkg, want := range map[string]bool{
		"fmt": true, "net/http": true, "internal/poll": true, "vendor/golang.org/x/net/dns/dnsmessage": true,
		"syscall/js": true, "internal/syscall/windows": true, "unsafe": true,
		"": false, "net/httpx": false, "golang.org/x/net/dns/dnsmessage": false, "example.com/fmt": false, "cmd/go": false, "main": false,
	} {
		if got := catalog.IsStd(pkg); got != want {
			t.Errorf("%q: got %v", pkg, got)
		}
	}
}

func TestRole(t *testing.T) {
	sql := stdPackage(t, "database/sql")
	pointer := func(name string) types.Type { return types.NewPointer(sql.Scope().Lookup(name).Type()) }
	alias := types.NewAlias(types.NewTypeName(token.NoPos, types.NewPackage("p", "p"), "Handle", nil), pointer("Tx"))
	for _, test := range []struct {
		t    types.Type
		want catalog.Role
	}{
		{pointer("Tx"), catalog.Tx},
		{alias, catalog.Tx},
		{pointer("DB"), catalog.Pool},
		{pointer("Conn"), catalog.Session},
		{pointer("Rows"), catalog.NoRole},
		{types.NewPointer(pointer("Tx")), catalog.NoRole},
		{types.NewSlice(pointer("Tx")), catalog.NoRole},
		{types.Typ[types.Int], catalog.NoRole},
		{types.Universe.Lookup("error").Type(), catalog.NoRole},
	} {
		if got := catalog.Default().Role(test.t); got != test.want {
			t.Errorf("%v: got %q, want %q", test.t, got, test.want)
		}
	}
}

func TestStreamKind(t *testing.T) {
	for _, test := range []struct {
		pkg, name string
		want      catalog.Kind
		known     bool
	}{
		{"os", "File", catalog.File, true},
		{"net", "Conn", catalog.Net, true},
		{"net", "TCPConn", catalog.Net, true},
		{"crypto/tls", "Conn", catalog.Net, true},
		{"net/http", "ResponseWriter", catalog.Response, true},
		{"bytes", "Buffer", "", true},
		{"strings", "Reader", "", true},
		{"embed", "FS", "", true},
		{"hash", "Hash", "", true},
		{"net/http/httptest", "ResponseRecorder", "", true},
		{"io", "Reader", "", false},
		{"io/fs", "FS", "", false},
		{"bufio", "Writer", "", false},
	} {
		typ := stdPackage(t, test.pkg).Scope().Lookup(test.name).Type()
		for _, typ := range []types.Type{typ, types.NewPointer(typ)} {
			if got, known := catalog.Default().StreamKind(typ); got != test.want || known != test.known {
				t.Errorf("%v: got %q, %v", typ, got, known)
			}
		}
	}
}

func TestStreamVar(t *testing.T) {
	for _, test := range []struct {
		pkg, typ, name string
		want           catalog.Kind
		known          bool
	}{
		{"os", "", "Stdin", catalog.Input, true},
		{"os", "", "Stdout", "", true},
		{"os", "", "Stderr", "", true},
		{"io", "", "Discard", "", true},
		{"net/http", "Request", "Body", catalog.Input, true},
		{"net/http", "Response", "Body", "", true},
		{"time", "Timer", "C", catalog.Sleep, true},
		{"os", "", "Args", "", false},
		{"net/http", "Request", "Form", "", false},
		{"net/http", "Client", "Transport", "", false},
	} {
		v := object(t, test.pkg, test.typ, test.name).(*types.Var)
		if got, known := catalog.Default().StreamVar(v); got != test.want || known != test.known {
			t.Errorf("%s.%s.%s: got %q, %v", test.pkg, test.typ, test.name, got, known)
		}
	}
	local := types.NewParam(token.NoPos, stdPackage(t, "os"), "Stdin", types.Typ[types.Int])
	if kind, known := catalog.Default().StreamVar(local); known {
		t.Errorf("a parameter named Stdin: got %q", kind)
	}
}

// BenchmarkColdModels is what a process pays for the models at most: all of
// those of the standard library are parsed.
func BenchmarkColdModels(b *testing.B) {
	for b.Loop() {
		if _, err := catalog.Load(os.DirFS("models")); err != nil {
			b.Fatal(err)
		}
	}
}
