package analyzer_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/report"
)

// TestLabels lints the packages under testdata/src and compares the findings
// with their labels: a trailing comment `// want:rule,rule` on the line where
// they stand. A package whose files begin with `// config: enable=… tests=true`
// is linted with that configuration. All packages are loaded at once: loading
// the standard library costs more than linting them.
func TestLabels(t *testing.T) {
	gopath, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{
		Mode:  packages.LoadAllSyntax | packages.NeedModule,
		Dir:   filepath.Join(gopath, "src"),
		Env:   append(os.Environ(), "GO111MODULE=off", "GOPATH="+gopath, "GOWORK=off", "GOFLAGS="),
		Tests: true,
	}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	if n := packages.PrintErrors(pkgs); n > 0 {
		t.Fatalf("%d errors in testdata", n)
	}
	byConfig := map[string][]*packages.Package{}
	for _, p := range pkgs {
		c := configOf(p)
		byConfig[c] = append(byConfig[c], p)
	}
	for _, c := range slices.Sorted(mapKeys(byConfig)) {
		lint(t, parseConfig(t, c), byConfig[c])
	}
}

func mapKeys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

var configLine = regexp.MustCompile(`^// config: (.*)`)

func configOf(p *packages.Package) string {
	for _, f := range p.Syntax {
		for _, g := range f.Comments {
			if m := configLine.FindStringSubmatch(g.List[0].Text); m != nil {
				return strings.TrimSpace(m[1])
			}
		}
	}
	return ""
}

func parseConfig(t *testing.T, text string) analyzer.Config {
	var c analyzer.Config
	for _, word := range strings.Fields(text) {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "enable":
			c.Enable = strings.Split(value, ",")
		case "disable":
			c.Disable = strings.Split(value, ",")
		case "tests":
			c.Tests = value == "true"
		default:
			t.Fatalf("config %q: unknown key %q", text, key)
		}
	}
	return c
}

func lint(t *testing.T, c analyzer.Config, pkgs []*packages.Package) {
	a := analyzer.New(c)
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, &checker.Options{SanityCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	got, want, names := map[string][]string{}, map[string][]string{}, map[string]bool{}
	for _, act := range graph.Roots {
		path, _, _ := strings.Cut(act.Package.ID, " ")
		path = strings.TrimSuffix(path, ".test")
		names[path] = true
		if act.Err != nil {
			t.Errorf("%s: %v", act.Package.ID, act.Err)
			continue
		}
		for _, n := range act.Result.(*report.Result).Notes {
			t.Errorf("%s: %s: %s", act.Package.ID, n.Position, n.Message)
		}
		for _, d := range act.Diagnostics {
			at := act.Package.Fset.Position(d.Pos)
			got[path] = append(got[path], fmt.Sprintf("%s:%d: %s", filepath.Base(at.Filename), at.Line, d.Category))
		}
		for _, f := range act.Package.Syntax {
			want[path] = append(want[path], labels(act.Package, f)...)
		}
	}
	for _, path := range slices.Sorted(mapKeys(names)) {
		t.Run(path, func(t *testing.T) { compare(t, unique(got[path]), unique(want[path])) })
	}
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

func labels(p *packages.Package, f *ast.File) []string {
	var list []string
	for _, g := range f.Comments {
		for _, c := range g.List {
			_, rules, ok := strings.Cut(c.Text, "want:")
			if !ok {
				continue
			}
			at := p.Fset.Position(c.Pos())
			rules, _, _ = strings.Cut(rules, " ")
			for _, r := range strings.Split(rules, ",") {
				list = append(list, fmt.Sprintf("%s:%d: %s", filepath.Base(at.Filename), at.Line, r))
			}
		}
	}
	return list
}

func compare(t *testing.T, got, want []string) {
	type difference struct{ what, line string }
	var diffs []difference
	for _, g := range got {
		if !slices.Contains(want, g) {
			diffs = append(diffs, difference{"unexpected", g})
		}
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			diffs = append(diffs, difference{"missing", w})
		}
	}
	slices.SortFunc(diffs, func(a, b difference) int { return cmp.Compare(a.line, b.line) })
	for _, d := range diffs {
		t.Errorf("%s %s", d.what, d.line)
	}
}
