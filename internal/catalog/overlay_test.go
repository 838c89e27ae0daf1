package catalog_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/txlint/txlint/internal/catalog"
)

// overlay reads what a user says, from a file own.yaml, over the built-in models.
func overlay(t *testing.T, text string) (*catalog.Catalog, error) {
	t.Helper()
	var own []catalog.Own
	if err := catalog.Decode("own.yaml", []byte(text), &own); err != nil {
		return nil, err
	}
	return catalog.Default().With("own.yaml", own)
}

// declare type-checks a package that imports nothing.
func declare(t *testing.T, path, text string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := new(types.Config).Check(path, fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

const acme = `package acme
type Tx struct{}
func (*Tx) Done() error { return nil }
type Pool struct{}
func (*Pool) Start() (*Tx, error) { return nil, nil }
func (*Pool) Do(func(*Tx) error) error { return nil }
func Send() {}
func Count() {}
`

const acmeModels = `
- package: example.com/acme
  roles: {tx: [Tx], pool: [Pool]}
  opens: [(*Pool).Start]
  commits: [(*Tx).Done]
  runs: [(*Pool).Do]
  effects: {mail: [Send]}
  safe: {it counts: [Count]}
- {package: example.com/quiet/..., default: opaque}
- package: database/sql
  safe: {this one is pinged by nobody: [(*DB).Ping]}
`

// TestWith shows that a user's own models have the form of the built-in ones,
// and go before them.
func TestWith(t *testing.T) {
	c, err := overlay(t, acmeModels)
	if err != nil {
		t.Fatal(err)
	}
	pkg := declare(t, "example.com/acme", acme)
	if err := c.Verify(pkg, stdPackage(t, "database/sql")); err != nil {
		t.Fatal(err)
	}
	fn := func(typ, name string) *types.Func {
		if typ == "" {
			return pkg.Scope().Lookup(name).(*types.Func)
		}
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(pkg.Scope().Lookup(typ).Type()), true, pkg, name)
		return obj.(*types.Func)
	}
	if f, ok := c.Func(fn("Pool", "Start")); !ok || f.Opens == nil || f.Opens.Tx != 0 || f.Opens.Err != 1 || f.Opens.From != catalog.Recv {
		t.Errorf("Start: %+v", f.Opens)
	}
	if f, ok := c.Func(fn("Pool", "Do")); !ok || f.Runs == nil || f.Runs.Tx != 0 {
		t.Errorf("Do: %+v", f.Runs)
	}
	if f, ok := c.Func(fn("", "Send")); !ok || f.Effect != catalog.Mail {
		t.Errorf("Send: %+v", f)
	}
	if !c.Overrides(fn("", "Count")) || c.Safe(fn("", "Count")) != "it counts" {
		t.Error("Count is not safe")
	}
	sql := stdPackage(t, "database/sql")
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(sql.Scope().Lookup("DB").Type()), true, sql, "Ping")
	if f, ok := c.Func(obj.(*types.Func)); !ok || f.Stmt != nil || !c.Overrides(obj.(*types.Func)) {
		t.Errorf("Ping: %+v, known %t", f, ok)
	}
	obj, _, _ = types.LookupFieldOrMethod(types.NewPointer(sql.Scope().Lookup("DB").Type()), true, sql, "Begin")
	if f, ok := c.Func(obj.(*types.Func)); !ok || f.Opens == nil || c.Overrides(obj.(*types.Func)) {
		t.Errorf("Begin: %+v", f)
	}
	if got, want := len(c.Registered("sqlite3")), len(catalog.Default().Registered("sqlite3")); got != want || want == 0 {
		t.Errorf("%d drivers are registered as sqlite3, want %d", got, want)
	}
	if c.SQLite("github.com/mattn/go-sqlite3") == nil {
		t.Error("a driver of the models is none")
	}
	if got := c.Role(sql.Scope().Lookup("Tx").Type()); got != catalog.Tx {
		t.Errorf("role of sql.Tx = %q", got)
	}
}

// TestWithCoverage shows how packages are covered that a user says something of.
func TestWithCoverage(t *testing.T) {
	c, err := overlay(t, `
- {package: example.com/app, effects: {http: [F]}}
- {package: example.com/quiet/..., default: opaque}
- {package: github.com/redis/go-redis/v9, safe: {reason: [NewClient]}}
- {package: gorm.io/gorm, default: inspect}
`)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		pkg   string
		want  catalog.Coverage
		skips bool
	}{
		{"example.com/app", catalog.Inspect, false},
		{"example.com/other", catalog.Unknown, false},
		{"example.com/quiet/inside", catalog.Opaque, false},
		{"github.com/redis/go-redis/v9", catalog.Opaque, true},
		{"gorm.io/gorm", catalog.Inspect, false},
		{"os", catalog.Opaque, true},
	} {
		if got := c.Covers(tt.pkg); got != tt.want {
			t.Errorf("Covers(%s) = %v, want %v", tt.pkg, got, tt.want)
		}
		if got := c.Skips(tt.pkg); got != tt.skips {
			t.Errorf("Skips(%s) = %t, want %t", tt.pkg, got, tt.skips)
		}
	}
	missing := c.Missing([]string{"example.com/app", "gorm.io/gorm", "example.com/quite", "github.com/redis/go-redis/v9"})
	if want := "own.yaml:3: no package example.com/quiet/... is imported here; did you mean example.com/quite?"; len(missing) != 1 || missing[0].Error() != want {
		t.Errorf("Missing = %v, want %s", missing, want)
	}
}

// TestWithErrors shows what is said of a user's models that are wrong.
func TestWithErrors(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", "- package: p\n  efects: {}", "own.yaml:2: unknown key efects; did you mean effects?"},
		{"package twice", "- package: p\n- package: p", "own.yaml:2: package p is in line 1 already"},
		{"no package", "- effects: {http: [F]}", `own.yaml:1: "" is not an import path`},
		{"std is opaque", "- {package: os, default: inspect}", "own.yaml:1: the standard library is always opaque"},
		{"unknown kind", "- package: p\n  effects:\n    htp: [F]", `own.yaml:3: unknown kind of effect "htp"; did you mean http?`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := overlay(t, tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	c, err := overlay(t, "- package: example.com/acme\n  effects: {mail: [Sent]}")
	if err != nil {
		t.Fatal(err)
	}
	err = c.Verify(declare(t, "example.com/acme", acme))
	if want := "own.yaml:2: example.com/acme: no function Sent; did you mean Send?"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
