package analyzer_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/patch"
	"github.com/txlint/txlint/internal/report"
)

// TestFixes applies every fix of all testdata. The result compiles; what was
// fixed is not found again, and nothing else is found that was not there.
func TestFixes(t *testing.T) {
	gopath, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	if *only != "./..." {
		t.Skip("a part of the testdata is asked for")
	}
	before, edits := findings(t, gopath, "./...")
	if len(edits.Files()) == 0 {
		t.Fatal("there is no fix in testdata")
	}
	fixed := t.TempDir()
	if err := os.CopyFS(fixed, os.DirFS(gopath)); err != nil {
		t.Fatal(err)
	}
	var changed []string
	for _, name := range edits.Files() {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if text, err = edits.Apply(name, text); err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(gopath, name)
		changed = append(changed, filepath.ToSlash(strings.TrimPrefix(filepath.Dir(rel), "src"+string(filepath.Separator))))
		if err := patch.Write(filepath.Join(fixed, rel), text); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(changed)
	after, _ := findings(t, fixed, slices.Compact(changed)...)
	for _, k := range slices.Sorted(maps.Keys(after)) {
		if after[k] > before[k] {
			t.Errorf("%s: %d findings, %d that were to stay", k, after[k], before[k])
		}
	}
}

// findings counts the findings below a GOPATH by file and rule, without those
// that a fix is taken for, and returns these fixes.
func findings(t *testing.T, gopath string, patterns ...string) (map[string]int, *patch.Patch) {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule,
		Dir:  filepath.Join(gopath, "src"),
		Env:  append(os.Environ(), "GO111MODULE=off", "GOPATH="+gopath, "GOWORK=off", "GOFLAGS="),
	}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if n := packages.PrintErrors(pkgs); n > 0 {
		t.Fatalf("%d errors in %s", n, gopath)
	}
	counts, edits := map[string]int{}, patch.New()
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Config{})}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		for _, f := range act.Result.(*report.Result).Findings {
			if len(f.Fixes) > 0 && edits.Add(act.Package.Fset, f.Fixes[0]) {
				continue
			}
			rel, _ := filepath.Rel(gopath, f.Start.Filename)
			if !strings.HasSuffix(rel, "_test.go") {
				counts[fmt.Sprintf("%s: %s", filepath.ToSlash(rel), f.Rule)]++
			}
		}
	}
	t.Logf("%s: fixes in %d files", gopath, len(edits.Files()))
	return counts, edits
}
