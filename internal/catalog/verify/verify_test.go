package verify

import (
	"flag"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/internal/catalog"
)

var file = flag.String("file", "", "check only the model file of this name")

// TestModelsHold checks the models of all modules but the standard library,
// which the tests of package catalog check.
func TestModelsHold(t *testing.T) {
	libraries, err := catalog.Default().Libraries()
	if err != nil {
		t.Fatal(err)
	}
	libraries = slices.DeleteFunc(libraries, func(l catalog.Library) bool { return *file != "" && l.File != *file })
	spaces, err := workspaces(t.TempDir(), modules(libraries))
	if err != nil {
		t.Fatal(err)
	}
	var pkgs []*types.Package
	for _, w := range spaces {
		pkgs = append(pkgs, covered(t, w, libraries)...)
	}
	if err := catalog.Default().Verify(pkgs...); err != nil {
		t.Error(err)
	}
	checkUnused(t, libraries, pkgs)
}

// modules lists the modules of all models, but for the standard library.
func modules(libraries []catalog.Library) []string {
	var all []string
	for _, l := range libraries {
		for _, m := range l.Modules {
			if m != "std" {
				all = append(all, m)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// covered loads the packages of a workspace that models say something about.
func covered(t *testing.T, w *workspace, libraries []catalog.Library) []*types.Package {
	t.Helper()
	var patterns []string
	for _, l := range libraries {
		for _, b := range l.Blocks {
			for _, m := range l.Modules {
				if len(b.Says) > 0 && slices.Contains(w.modules, m) {
					patterns = append(patterns, b.ImportPaths(m)...)
				}
			}
		}
	}
	if len(patterns) == 0 {
		return nil
	}
	found, err := w.find(patterns)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, matches := range found {
		paths = append(paths, sample(matches)...)
	}
	loaded, err := w.load(paths)
	if err != nil {
		t.Fatal(err)
	}
	var all []*types.Package
	packages.Visit(loaded, nil, func(p *packages.Package) {
		for _, e := range p.Errors {
			if e.Kind != packages.TypeError { // those come from the bodies that are left out
				t.Errorf("%s: %v", p.PkgPath, e)
			}
		}
	})
	for _, p := range loaded {
		if p.Types != nil && p.Types.Name() != "" {
			all = append(all, p.Types)
		}
	}
	return all
}

// sampleSize bounds how many packages of a tree are loaded: enough for its rules
// to find something, and not the thousand packages of an SDK.
const sampleSize = 12

// sample chooses packages of a tree, spread over all of it.
func sample(paths []string) []string {
	if len(paths) == 1 {
		return paths
	}
	paths = slices.DeleteFunc(paths, isInternalTool)
	slices.Sort(paths)
	if len(paths) <= sampleSize {
		return paths
	}
	var some []string
	for i := range sampleSize {
		some = append(some, paths[i*len(paths)/sampleSize])
	}
	return some
}

// isInternalTool tells whether a package of a tree is none that programs use.
func isInternalTool(path string) bool {
	for elem := range strings.SplitSeq(path, "/") {
		if elem == "testdata" || elem == "examples" || elem == "example" || elem == "cmd" {
			return true
		}
	}
	return false
}

// checkUnused fails on a block that says something and that no package of the
// modules belongs to, unless its library has modules that no proxy serves.
func checkUnused(t *testing.T, libraries []catalog.Library, pkgs []*types.Package) {
	t.Helper()
	for _, l := range libraries {
		for _, b := range l.Blocks {
			described := len(b.Says) == 0 || slices.Contains(l.Modules, "std") || len(l.Unchecked) > 0
			for _, p := range pkgs {
				described = described || b.Describes(p.Path())
			}
			if !described {
				t.Errorf("%s: no module of it has packages %s", l.File, b.Packages)
			}
		}
	}
}
