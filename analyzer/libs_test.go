package analyzer_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	loading "github.com/txlint/txlint/internal/load"
)

// onlyLibs narrows TestLibraries down: -libs ./gorm
var onlyLibs = flag.String("libs", "./...", "packages of testdata/libs to lint")

// TestLibraries is TestLabels for code that uses the real libraries. Below
// testdata/libs is a module of its own, so that nobody else downloads them. Of
// the libraries only the declarations are loaded: what they do is in the models.
func TestLibraries(t *testing.T) {
	dir, err := filepath.Abs(filepath.Join("testdata", "libs"))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOWORK", "off")
	t.Setenv("GOFLAGS", "")
	t.Setenv("CGO_ENABLED", "0")
	prog, err := loading.Load(loading.Config{
		Dir: dir, Patterns: []string{*onlyLibs},
		Opaque: func(path string) bool { return !strings.HasPrefix(path, "libs/") },
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
