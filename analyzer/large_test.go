package analyzer_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/report"
)

// TestLarge analyses code that is larger than anybody writes, with all rules on:
// it ends, something is found in it all the same, and where a bound is reached,
// that is counted.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("20 seconds of CPU, and ten times that with the race detector")
	}
	dir := t.TempDir()
	file := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	file("go.mod", "module large\n\ngo 1.26\n")
	for _, s := range largeShapes {
		file(filepath.Join(s.name, "source.go"), "package "+s.name+"\n"+s.source)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "GOWORK=off")}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the code does not compile")
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Config{Enable: []string{"all"}})}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	results := map[string]*report.Result{}
	for _, root := range graph.Roots {
		if root.Err != nil {
			t.Fatal(root.Err)
		}
		results[root.Package.Name] = root.Result.(*report.Result)
	}
	for _, s := range largeShapes {
		res := results[s.name]
		if !slices.ContainsFunc(res.Findings, func(f report.Finding) bool { return f.Rule == s.rule }) {
			t.Errorf("%s: %d findings, none of %s", s.name, len(res.Findings), s.rule)
		}
		if len(res.Notes) > 0 {
			t.Errorf("%s: notes %v", s.name, res.Notes)
		}
		if res.Stats.Capped != s.capped {
			t.Errorf("%s: %d functions given up on, want %d", s.name, res.Stats.Capped, s.capped)
		}
	}
}
