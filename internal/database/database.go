// Package database finds where a package opens SQLite databases, and tells how
// their connections are set up: by constant data source names, by flags, and by
// pragmas that are run on the handle in the function that opens it. It reads
// syntax with types, and does not know what is reported of it.
package database

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/sqlite"
)

// An Open is a call that opens a database, or makes what opens it.
type Open struct {
	Call   *ast.CallExpr
	Callee *types.Func
	Within *ast.FuncDecl // nil at package level
	// As lists what it opens: one database for each driver that it may be. It is
	// empty where that is not known to be SQLite.
	As []sqlite.Database
	// Whole is set where the whole data source name is known, and not its keys
	// alone.
	Whole bool
	// Settled is set where all that is run on it to set it up is known.
	Settled bool
	// Handle is the type of the handle that it ends up in.
	Handle types.Type
	// Single is set where the pool is told to have one connection.
	Single bool
}

// Databases are what a package opens, in source order.
type Databases struct{ Opens []*Open }

// At returns the opening at the left parenthesis of a call, or nil.
func (d *Databases) At(lparen token.Pos) *Open {
	for _, o := range d.Opens {
		if o.Call.Lparen == lparen {
			return o
		}
	}
	return nil
}

// AllDeferred reports whether the package opens databases, transactions begin
// deferred on all of them, and one whose handle is of type tx can be theirs.
func (d *Databases) AllDeferred(tx types.Type) bool {
	fits := false
	for _, o := range d.Opens {
		if !o.Deferred() {
			return false
		}
		fits = fits || o.fits(tx)
	}
	return fits
}

// fits reports whether a transaction whose handle is of type tx can be one of
// the database: its library is that of the handle, or that of what the handle
// embeds.
func (o *Open) fits(tx types.Type) bool {
	of := library(tx)
	if of == nil || o.Handle == nil {
		return false
	}
	if of == library(o.Handle) {
		return true
	}
	if p, ok := types.Unalias(o.Handle).(*types.Pointer); ok {
		if s, ok := p.Elem().Underlying().(*types.Struct); ok {
			for f := range s.Fields() {
				if f.Embedded() && library(f.Type()) == of {
					return true
				}
			}
		}
	}
	return false
}

// library returns the package that declares a type, or nil.
func library(t types.Type) *types.Package {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Pkg()
	}
	return nil
}

// TxLock returns the key that tells the drivers of the package how transactions
// begin, "" where it is not the same one.
func (d *Databases) TxLock() string {
	key := ""
	for _, o := range d.Opens {
		for _, db := range o.As {
			if key != "" && key != db.Driver.TxLock {
				return ""
			}
			key = db.Driver.TxLock
		}
	}
	return key
}

// Deferred reports whether transactions begin deferred on a database that
// other connections can write.
func (o *Open) Deferred() bool {
	if o.Single {
		return false
	}
	for _, db := range o.As {
		if db.Begin != sqlite.Deferred || db.Kind != sqlite.File {
			return false
		}
	}
	return len(o.As) > 0
}

// Find finds the openings of a package.
func Find(pass *analysis.Pass, cat *catalog.Catalog) *Databases {
	f := &finder{pass: pass, cat: cat}
	if !f.any() {
		return &Databases{}
	}
	f.constants = newConstants(pass)
	for _, file := range pass.Files {
		f.file(file)
	}
	return &Databases{f.found}
}

// finder looks for openings.
type finder struct {
	pass      *analysis.Pass
	cat       *catalog.Catalog
	constants *constants
	found     []*Open
}

// any reports whether the package uses a function that opens databases.
func (f *finder) any() bool {
	for _, obj := range f.pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && f.connects(fn) != nil {
			return true
		}
	}
	return false
}

func (f *finder) connects(fn *types.Func) *catalog.Connect {
	if fn.Signature().Recv() != nil {
		return nil
	}
	model, _ := f.cat.Func(fn)
	return model.Connects
}

// file finds the openings of a file.
func (f *finder) file(file *ast.File) {
	var stack []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		if call, ok := n.(*ast.CallExpr); ok {
			f.call(call, stack)
		}
		return true
	})
}

func (f *finder) call(call *ast.CallExpr, stack []ast.Node) {
	fn := callee(f.pass.TypesInfo, call)
	if fn == nil {
		return
	}
	c := f.connects(fn)
	if c == nil || c.DSN >= len(call.Args) || call.Ellipsis.IsValid() {
		return
	}
	o := &Open{Call: call, Callee: fn}
	if len(stack) > 1 {
		o.Within, _ = stack[1].(*ast.FuncDecl)
	}
	o.Handle = f.madeOf(stack)
	f.found = append(f.found, o)
	dsn := f.constants.fold(call.Args[c.DSN])
	o.Whole = !strings.Contains(dsn, unknown)
	if !o.Whole && !strings.Contains(dsn[strings.LastIndex(dsn, unknown):], "?") {
		return // its keys are not known either
	}
	for _, d := range f.drivers(call, c) {
		db := sqlite.Parse(d, dsn)
		f.flags(call, c, &db)
		o.As = append(o.As, db)
	}
	if len(o.As) > 0 {
		o.Settled = f.setUp(o, stack)
	}
}

// drivers lists the SQLite drivers that a call may mean.
func (f *finder) drivers(call *ast.CallExpr, c *catalog.Connect) []*catalog.SQLite {
	if c.Driver < 0 {
		return []*catalog.SQLite{f.cat.SQLite(c.As)}
	}
	return f.imported(f.cat.Registered(f.constants.fold(call.Args[c.Driver])))
}

// imported narrows drivers of one name down to those that the package imports,
// or else to those that what it imports does. Where none can be seen, it may be
// each.
func (f *finder) imported(drivers []*catalog.SQLite) []*catalog.SQLite {
	if len(drivers) < 2 {
		return drivers
	}
	seen := map[*types.Package]bool{}
	for layer := f.pass.Pkg.Imports(); len(layer) > 0; {
		var next []*types.Package
		var here []*catalog.SQLite
		for _, p := range layer {
			if seen[p] {
				continue
			}
			seen[p] = true
			next = append(next, p.Imports()...)
			if i := slices.IndexFunc(drivers, func(d *catalog.SQLite) bool { return d.Package == p.Path() }); i >= 0 {
				here = append(here, drivers[i])
			}
		}
		if len(here) > 0 {
			return here
		}
		layer = next
	}
	return drivers
}

// callee returns the declared function that a call names, or nil.
func callee(info *types.Info, call *ast.CallExpr) *types.Func {
	var id *ast.Ident
	fun := ast.Unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	switch fun := fun.(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return nil
	}
	fn, _ := info.Uses[id].(*types.Func)
	if fn != nil {
		fn = fn.Origin()
	}
	return fn
}
