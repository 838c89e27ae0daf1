package analyzer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/analyzer"
)

// BenchmarkCorpus analyses a small service: an operation is all packages of
// testdata/bench, with the facts of one computed for the next.
func BenchmarkCorpus(b *testing.B) {
	benchmark(b, load(b, filepath.Join("testdata", "bench"), "./..."))
}

// BenchmarkGenerated analyses functions that no person writes, in two sizes
// each: time should grow little faster than size.
func BenchmarkGenerated(b *testing.B) {
	module := b.TempDir()
	write(b, filepath.Join(module, "go.mod"), "module example.com/generated\n\ngo 1.26.0\n")
	for _, s := range generatedShapes {
		for _, size := range []int{25, 100} {
			name := fmt.Sprintf("%s%d", s.name, size)
			write(b, filepath.Join(module, name, "generated_source.go"), "package "+name+"\n"+s.source(size))
		}
	}
	for _, pkg := range load(b, module, "./...") {
		b.Run(pkg.Name, func(b *testing.B) { benchmark(b, []*packages.Package{pkg}) })
	}
}

// benchmark analyses pkgs again and again. Their dependencies in the standard
// library take part, as they do for every driver: the analyzer has to skip them
// fast. It fails where the analysis fails or finds nothing, because then it
// would time something else.
func benchmark(b *testing.B, pkgs []*packages.Package) {
	analyzers := []*analysis.Analyzer{analyzer.New(analyzer.Config{Enable: []string{"all"}})}
	var found int
	b.ReportAllocs()
	for b.Loop() {
		graph, err := checker.Analyze(analyzers, pkgs, nil)
		if err != nil {
			b.Fatal(err)
		}
		found = 0
		for _, root := range graph.Roots {
			if root.Err != nil {
				b.Fatalf("%s: %v", root, root.Err)
			}
			found += len(root.Diagnostics)
		}
	}
	if found == 0 {
		b.Fatal("no findings")
	}
	b.ReportMetric(float64(found), "findings")
}

// load returns the packages with the syntax of all their dependencies.
func load(b *testing.B, dir string, patterns ...string) []*packages.Package {
	b.Helper()
	config := &packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: dir}
	pkgs, err := packages.Load(config, patterns...)
	if err != nil {
		b.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		b.Fatalf("%s does not compile", dir)
	}
	return pkgs
}

func write(b *testing.B, file, text string) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}
