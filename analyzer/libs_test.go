package analyzer_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	loading "github.com/txlint/txlint/internal/load"
)

// These narrow the tests below down: -libs ./gorm, -effects ./mail
var (
	onlyLibs    = flag.String("libs", "./...", "packages of testdata/libs to lint")
	onlyEffects = flag.String("effects", "./...", "packages of testdata/effects to lint")
)

// TestLibraries is TestLabels for code whose transactions are those of real
// libraries.
func TestLibraries(t *testing.T) { lintModule(t, "libs", *onlyLibs) }

// TestEffects is TestLabels for effects of real libraries: a package a rule, a
// file a family of libraries, and in each function a call that is an effect,
// beside what only looks like one.
func TestEffects(t *testing.T) { lintModule(t, "effects", *onlyEffects) }

// lintModule lints a module below testdata that uses real libraries: one of its
// own, so that nobody else downloads them. Of the libraries only the
// declarations are loaded: what they do is in the models.
func lintModule(t *testing.T, module, pattern string) {
	dir, err := filepath.Abs(filepath.Join("testdata", module))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOWORK", "off")
	t.Setenv("GOFLAGS", "")
	t.Setenv("CGO_ENABLED", "0")
	prog, err := loading.Load(loading.Config{
		Dir: dir, Patterns: []string{pattern},
		Opaque: func(path string) bool { return !strings.HasPrefix(path, module+"/") },
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range prog.Errors {
		t.Error(e)
	}
	if len(prog.Skipped) > 0 {
		t.Fatalf("skipped: %v", prog.Skipped)
	}
	lintLabelled(t, prog.Roots, nil)
}
