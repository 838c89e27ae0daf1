package database

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/sqlite"
)

// flags applies what the other arguments of an opening say: the flags of a
// driver that is told by them. Functions among them set up connections in a way
// that is not followed.
func (f *finder) flags(call *ast.CallExpr, c *catalog.Connect, db *sqlite.Database) {
	names := db.Driver.Flags
	var given int64
	for i, a := range call.Args {
		switch {
		case i == c.DSN || i == c.Driver:
		case isContext(f.pass.TypesInfo.TypeOf(a)):
		default:
			n, ok := f.flag(a, db.Driver)
			if !ok {
				db.Kind, db.Begin = sqlite.Other, sqlite.Untold
			}
			given |= n
		}
	}
	if given == 0 || names.WAL == "" {
		return
	}
	has := func(name string) bool { return given&f.value(db.Driver, name) != 0 }
	switch {
	case has(names.Memory):
		db.Kind = sqlite.Memory
	case has(names.ReadOnly):
		db.Kind = sqlite.ReadOnly
	case !has(names.WAL):
		db.WithoutWAL()
	}
}

// flag returns the flags in an argument; false where it can't be told.
func (f *finder) flag(e ast.Expr, d *catalog.SQLite) (int64, bool) {
	tv := f.pass.TypesInfo.Types[e]
	if tv.IsNil() {
		return 0, true
	}
	if v := tv.Value; v != nil {
		if n, ok := constant.Int64Val(constant.ToInt(v)); ok && f.isFlag(tv.Type, d) {
			return n, true
		}
		return 0, true
	}
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	if !ok {
		return 0, false
	}
	var all int64
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
		}
		n, ok := f.flag(elt, d)
		if !ok {
			if b, basic := f.pass.TypesInfo.TypeOf(elt).(*types.Basic); !basic || b.Info()&types.IsInteger == 0 {
				return 0, false // no size of a pool
			}
		}
		all |= n
	}
	return all, true
}

// isFlag reports whether values of a type are flags of a driver.
func (f *finder) isFlag(t types.Type, d *catalog.SQLite) bool {
	obj := f.constant(d, d.Flags.WAL)
	return obj != nil && types.Identical(obj.Type(), t)
}

// value returns the bits of a flag.
func (f *finder) value(d *catalog.SQLite, name string) int64 {
	obj := f.constant(d, name)
	if obj == nil {
		return 0
	}
	n, _ := constant.Int64Val(obj.Val())
	return n
}

// constant finds a constant of a driver's package among those that the package
// imports, directly or not.
func (f *finder) constant(d *catalog.SQLite, name string) *types.Const {
	seen := map[*types.Package]bool{}
	layer := f.pass.Pkg.Imports()
	for len(layer) > 0 {
		p := layer[0]
		layer = layer[1:]
		if seen[p] {
			continue
		}
		seen[p] = true
		if p.Path() == d.Package {
			obj, _ := p.Scope().Lookup(name).(*types.Const)
			return obj
		}
		layer = append(layer, p.Imports()...)
	}
	return nil
}

func isContext(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context" && named.Obj().Name() == "Context"
}
