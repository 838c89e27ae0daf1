package analyzer_test

import (
	"flag"
	"fmt"
	"maps"
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

// only narrows TestLabels down while one works on a rule: -labels ./useafterend/...
var only = flag.String("labels", "./...", "packages of testdata/src to lint")

// TestLabels lints the packages under testdata/src and compares the findings
// with their labels: a trailing comment `// want:rule,rule` on the line where
// they stand; "again" after them says that the message tells that the effect can
// happen more than once. A package whose files begin with `// config: enable=… tests=true`
// is linted with that configuration. All packages are loaded at once: loading
// the standard library costs more than linting them.
func TestLabels(t *testing.T) {
	lintLabelled(t, loadTestdata(t, *only), &checker.Options{SanityCheck: true})
}

// loadTestdata loads packages of testdata.
func loadTestdata(t *testing.T, pattern string) []*packages.Package {
	gopath, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{
		Mode:  packages.LoadAllSyntax | packages.NeedModule,
		Dir:   filepath.Join(gopath, "src"),
		Env:   append(os.Environ(), "GO111MODULE=off", "GOPATH="+gopath, "GOWORK=off", "GOFLAGS="),
		Tests: true,
	}, pattern)
	if err != nil {
		t.Fatal(err)
	}
	if n := packages.PrintErrors(pkgs); n > 0 {
		t.Fatalf("%d errors in testdata", n)
	}
	return pkgs
}

// lintLabelled lints packages, each with the configuration it states, and
// compares the findings with the labels.
func lintLabelled(t *testing.T, pkgs []*packages.Package, opts *checker.Options) {
	byConfig := map[string][]*packages.Package{}
	for _, p := range pkgs {
		c := configOf(p)
		byConfig[c] = append(byConfig[c], p)
	}
	for _, c := range slices.Sorted(maps.Keys(byConfig)) {
		lint(t, parseConfig(t, c), byConfig[c], opts)
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
		case "require-foreign-keys":
			c.RequireForeignKeys = value == "true"
		case "tests":
			c.Tests = value == "true"
		default:
			t.Fatalf("config %q: unknown key %q", text, key)
		}
	}
	return c
}

func lint(t *testing.T, c analyzer.Config, pkgs []*packages.Package, opts *checker.Options) {
	a := analyzer.New(c)
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, opts)
	if err != nil {
		t.Fatal(err)
	}
	widest := map[string]*checker.Action{}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Errorf("%s: %v", act.Package.ID, act.Err)
			continue
		}
		for _, f := range act.Result.(*report.Result).Findings {
			if again(f.Message) != "" && f.Level != report.Error {
				t.Errorf("%s:%d: what can happen again is at level %v", f.Start.Filename, f.Start.Line, f.Level)
			}
		}
		for _, n := range act.Result.(*report.Result).Notes {
			t.Errorf("%s: %s: %s", act.Package.ID, n.Position, n.Message)
		}
		path, _, _ := strings.Cut(act.Package.ID, " ")
		if w := widest[path]; w == nil || len(w.Package.Syntax) < len(act.Package.Syntax) {
			widest[path] = act
		}
	}
	for _, path := range slices.Sorted(maps.Keys(widest)) {
		if strings.HasSuffix(path, ".test") {
			continue // the generated main of a test
		}
		t.Run(path, func(t *testing.T) { compare(t, found(widest[path]), labels(widest[path].Package)) })
	}
}

func found(act *checker.Action) []string {
	var list []string
	for _, d := range act.Diagnostics {
		at := act.Package.Fset.Position(d.Pos)
		list = append(list, fmt.Sprintf("%s:%d: %s%s", filepath.Base(at.Filename), at.Line, d.Category, again(d.Message)))
	}
	return list
}

// again tells that a message says that what is found can happen again.
func again(message string) string {
	if strings.Contains(message, " may run its callback again") {
		return " again"
	}
	return ""
}

func labels(p *packages.Package) []string {
	var list []string
	for _, f := range p.Syntax {
		for _, g := range f.Comments {
			for _, c := range g.List {
				label, _, _ := strings.Cut(c.Text, says)
				_, rules, ok := strings.Cut(label, "want:")
				if !ok {
					continue
				}
				at := p.Fset.Position(c.Pos())
				rules, rest, _ := strings.Cut(rules, " ")
				if rest != "" {
					rest = " " + rest
				}
				for r := range strings.SplitSeq(rules, ",") {
					list = append(list, fmt.Sprintf("%s:%d: %s%s", filepath.Base(at.Filename), at.Line, r, rest))
				}
			}
		}
	}
	return list
}

// compare counts: two findings of a rule on a line need two labels.
func compare(t *testing.T, got, want []string) {
	counts := map[string]int{}
	for _, g := range got {
		counts[g]++
	}
	for _, w := range want {
		counts[w]--
	}
	for _, line := range slices.Sorted(maps.Keys(counts)) {
		switch n := counts[line]; {
		case n > 0:
			t.Errorf("unexpected %s (%d times)", line, n)
		case n < 0:
			t.Errorf("missing %s (%d times)", line, -n)
		}
	}
}
