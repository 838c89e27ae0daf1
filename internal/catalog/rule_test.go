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

// program type-checks packages, given by import path and source, in the order
// of their dependencies.
type program map[string]*types.Package

func (p program) Import(path string) (*types.Package, error) { return p[path], nil }

func (p program) add(t *testing.T, path, src string) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path+".go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, imp := range file.Imports {
		if name := strings.Trim(imp.Path.Value, `"`); p[name] == nil {
			p[name] = stdPackage(t, name)
		}
	}
	conf := types.Config{Importer: p}
	if p[path], err = conf.Check(path, fset, []*ast.File{file}, nil); err != nil {
		t.Fatal(err)
	}
}

// fn finds "Open" or "DB.Begin".
func (p program) fn(t *testing.T, pkg, name string) *types.Func {
	t.Helper()
	scope := p[pkg].Scope()
	typ, method, isMethod := strings.Cut(name, ".")
	if !isMethod {
		return scope.Lookup(name).(*types.Func)
	}
	obj, _, _ := types.LookupFieldOrMethod(scope.Lookup(typ).Type(), true, p[pkg], method)
	return obj.(*types.Func)
}

const shopSource = `package lib
import "context"
type DB struct{ Error error }
type Option struct{}
type Result struct{}
func (*DB) Where(string) *DB { return nil }
func (*DB) Begin() *DB { return nil }
func (*DB) Commit() *DB { return nil }
func (*DB) Count(ctx context.Context) (int, error) { return 0, nil }
func (*DB) Describe() string { return "" }
func (*DB) hidden(ctx context.Context) error { return nil }
type UserService struct{}
func (UserService) Get(ctx context.Context, opts ...Option) (*Result, error) { return nil, nil }
func (UserService) Presign(ctx context.Context) error { return nil }
func Send(ctx context.Context) error { return nil }
func Sign() error { return nil }
`

const shopModel = `
library: x
packages:
  lib:
    roles: {either: [DB]}
    opens: [{func: (*DB).Begin, errfield: Error, nested: savepoint, harms: true}]
    commits: [{func: (*DB).Commit, errfield: Error}]
    derives: [{methods: DB, returns: self, except: Begin}]
    effects:
      http:
        - {functions: "S*", takes: context.Context}
        - {methods: "*Service", takes: context.Context, returns: error}
      mail: [{methods: [DB, "*Service"], takes: context.Context}]
    safe:
      only signs: [{methods: "*", named: "Presign*"}]
    anywhere:
      rpc: [{takes: [context.Context, ...Option]}]
      mail: [{takes: "*Result", returns: error, whole: true}]
    hooks: [{methods: "*", named: [BeforeSave, AfterSave], takes: "*DB", returns: error}]
`

func TestRules(t *testing.T) {
	p := program{}
	p.add(t, "lib", shopSource)
	models := load(t, shopModel)
	for name, want := range map[string]catalog.Kind{
		"Send": catalog.HTTP, "Sign": "", "UserService.Get": catalog.HTTP, "UserService.Presign": "",
		"DB.Count": catalog.Mail, "DB.Describe": "", "DB.hidden": "",
	} {
		if f, _ := models.Func(p.fn(t, "lib", name)); f.Effect != want {
			t.Errorf("%s: got %q, want %q", name, f.Effect, want)
		}
	}
	if reason := models.Safe(p.fn(t, "lib", "UserService.Presign")); reason != "only signs" {
		t.Errorf("got %q", reason)
	}
	if f, _ := models.Func(p.fn(t, "lib", "DB.Where")); f.Derive == nil || f.Derive.From != catalog.Recv {
		t.Errorf("Where does not derive: %+v", f)
	}
	begin, _ := models.Func(p.fn(t, "lib", "DB.Begin"))
	if want := (catalog.Open{Err: -1, From: catalog.Recv, Ctx: -1, Write: -1, ErrField: "Error", Nested: catalog.Savepoint, RollbackHarms: true}); begin.Opens == nil || *begin.Opens != want || begin.Derive != nil {
		t.Errorf("got %+v, want %+v", begin.Opens, want)
	}
	// The commit is named under one key, and told by a rule under another.
	if f, _ := models.Func(p.fn(t, "lib", "DB.Commit")); f.Ends == nil || f.Ends.ErrField != "Error" || f.Derive == nil {
		t.Errorf("got %+v", f)
	}
	if err := models.Verify(p["lib"]); err != nil {
		t.Error(err)
	}
}

// TestAnywhere: functions of packages without a model are told by what they take.
func TestAnywhere(t *testing.T) {
	p := program{}
	p.add(t, "lib", shopSource)
	p.add(t, "example.com/stubs", `package stubs
import ("context"; "lib")
type Client interface { Get(ctx context.Context, id int, opts ...lib.Option) (int, error) }
func Options(opts ...lib.Option) {}
func One(ctx context.Context, opt lib.Option) {}
func Deliver(r *lib.Result) error { return nil }
func DeliverTo(r *lib.Result, to string) error { return nil }
func Plain(ctx context.Context) {}
`)
	models := load(t, shopModel)
	for name, want := range map[string]catalog.Kind{
		"Client.Get": catalog.RPC, "Options": "", "One": "", "Deliver": catalog.Mail, "DeliverTo": "", "Plain": "",
	} {
		f, known := models.Func(p.fn(t, "example.com/stubs", name))
		if f.Effect != want || known != (want != "") {
			t.Errorf("%s: got %q, want %q", name, f.Effect, want)
		}
	}
}

// TestHook: a hook is a method of that name and exactly that signature.
func TestHook(t *testing.T) {
	p := program{}
	p.add(t, "lib", shopSource)
	p.add(t, "example.com/models", `package models
import "lib"
type User struct{}
func (*User) BeforeSave(tx *lib.DB) error { return nil }
func (*User) AfterSave(tx *lib.DB) (int, error) { return 0, nil }
func (*User) AfterFind(tx *lib.DB) error { return nil }
func (*User) BeforeUpdate() error { return nil }
type Order struct{}
func (Order) BeforeSave(tx *lib.DB, twice bool) error { return nil }
func (Order) AfterSave(db *lib.DB) error { return nil }
func BeforeSave(tx *lib.DB) error { return nil }
`)
	models := load(t, shopModel)
	for name, want := range map[string]bool{
		"User.BeforeSave": true, "User.AfterSave": false, "User.AfterFind": false, "User.BeforeUpdate": false,
		"Order.BeforeSave": false, "Order.AfterSave": true, "BeforeSave": false,
	} {
		tx, ok := models.Hook(p.fn(t, "example.com/models", name))
		if ok != want || ok && tx != 0 {
			t.Errorf("%s: got %d, %v", name, tx, ok)
		}
	}
}

// TestGenerated: a package that a tool generated is known by what it imports
// and declares.
func TestGenerated(t *testing.T) {
	p := program{}
	p.add(t, "lib", "package lib\ntype Driver interface{}")
	const client = `package db
import ("context"; "lib")
type Driver = lib.Driver
type Client struct{ driver lib.Driver }
func (*Client) Tx(ctx context.Context) (*Tx, error) { return nil, nil }
func (*Tx) Commit() error { return nil }
`
	p.add(t, "example.com/db", client+"type Tx struct{}")
	p.add(t, "example.com/other", strings.Replace(client, "type Driver", "type Tx struct{}\ntype Motor", 1))
	models := load(t, `
library: x
packages:
  lib:
    generates:
      declares: [Tx, Driver]
      roles: {tx: [Tx], pool: [Client]}
      opens: [(*Client).Tx]
      commits: [(*Tx).Commit]
`)
	open, _ := models.Func(p.fn(t, "example.com/db", "Client.Tx"))
	if want := (catalog.Open{Err: 1, From: catalog.Recv, Write: -1}); open.Opens == nil || *open.Opens != want {
		t.Errorf("got %+v, want %+v", open.Opens, want)
	}
	if role := models.Role(p["example.com/db"].Scope().Lookup("Tx").Type()); role != catalog.Tx {
		t.Errorf("got role %q", role)
	}
	if f, ok := models.Func(p.fn(t, "example.com/other", "Client.Tx")); ok {
		t.Errorf("a package that does not declare Driver: got %+v", f)
	}
	if got := models.Covers("example.com/db"); got != catalog.Unknown {
		t.Errorf("got %v: what the model leaves out is told from bodies", got)
	}
}

// TestVerifyRules: a pattern that matches nothing is stale.
func TestVerifyRules(t *testing.T) {
	p := program{}
	p.add(t, "lib", shopSource)
	for block, want := range map[string]string{
		`effects: {http: [{functions: [Send, "Post*"]}]}`:                       "functions: nothing matches Post*",
		`effects: {http: [{methods: [DB, Tx], takes: context.Context}]}`:        "methods: nothing matches Tx",
		`effects: {http: [{methods: DB, named: [Count, Sum]}]}`:                 "named: nothing matches Sum",
		`effects: {http: [{methods: DB, except: [Sum]}]}`:                       "except: nothing matches Sum",
		`effects: {http: [{methods: DB, returns: "*Rows"}]}`:                    "methods: nothing matches DB",
		`derives: [{methods: DB, named: Describe}]`:                             "(*DB).Describe: result: it can't be of type string",
		`hooks: [{methods: "*", named: BeforeSave, takes: "*Tx"}]`:              "no type Tx",
		`anywhere: {rpc: [{takes: ...CallOption}]}`:                             "no type CallOption",
		`runs: [{functions: Send, also: [0]}]`:                                  "Send: callback: it can't be of type context.Context",
		`opens: [{func: (*DB).Begin, tx: recv}]`:                                "(*DB).Begin: tx: it can't be of type *lib.DB",
		`opens: [{func: (*DB).Begin, finisher: true}]`:                          "(*DB).Begin: tx: it can't be of type *lib.DB",
		`statements: [{func: (UserService).Get, on: 1}]`:                        "",
		`effects: {http: [{functions: Send, takes: context.Context}, Missing]}`: "no function Missing",
	} {
		err := load(t, "library: x\npackages:\n  lib:\n    "+block+"\n").Verify(p["lib"])
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: got %v", block, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: got %v, want %s", block, err, want)
		}
	}
}
