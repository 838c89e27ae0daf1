package catalog_test

import (
	"go/types"
	"os"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

// loadStd returns the standard library, from source, with syntax and types, as
// it is on Linux: so that the tests say the same everywhere. It is loaded once
// for all tests.
var loadStd = sync.OnceValues(func() ([]*packages.Package, error) {
	const mode = packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes |
		packages.NeedTypesInfo | packages.NeedImports | packages.NeedDeps
	env := append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	return packages.Load(&packages.Config{Mode: mode, Env: env}, "std")
})

// std is loadStd; it fails the test where a package could not be loaded whole.
func std(t *testing.T) []*packages.Package {
	t.Helper()
	pkgs, err := loadStd()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pkgs {
		for _, e := range p.Errors {
			t.Fatalf("%s: %v", p.PkgPath, e)
		}
	}
	return pkgs
}

// stdPackage returns the types of one package of the standard library.
func stdPackage(t *testing.T, path string) *types.Package {
	t.Helper()
	for _, p := range std(t) {
		if p.PkgPath == path {
			return p.Types
		}
	}
	t.Fatalf("no package %s", path)
	return nil
}

// importable tells whether programs outside of the standard library can import
// a package.
func importable(path string) bool {
	for elem := range strings.SplitSeq(path, "/") {
		if elem == "internal" || elem == "vendor" {
			return false
		}
	}
	return true
}

// exportedFuncs returns the functions and methods of a package that a program
// can call by name: exported functions, and the exported methods of exported
// types, promoted ones included.
func exportedFuncs(pkg *types.Package) []*types.Func {
	var all []*types.Func
	seen := map[*types.Func]bool{}
	add := func(obj types.Object) {
		if fn, ok := obj.(*types.Func); ok && fn.Exported() && !seen[fn.Origin()] {
			seen[fn.Origin()] = true
			all = append(all, fn.Origin())
		}
	}
	for _, name := range pkg.Scope().Names() {
		obj := pkg.Scope().Lookup(name)
		if !obj.Exported() {
			continue
		}
		add(obj)
		if tn, ok := obj.(*types.TypeName); ok && !types.IsInterface(tn.Type()) {
			for sel := range types.NewMethodSet(types.NewPointer(tn.Type())).Methods() {
				add(sel.Obj())
			}
		}
	}
	return all
}
