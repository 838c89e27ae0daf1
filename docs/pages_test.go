package docs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/docs"
)

// headings are those of every page, in this order.
var headings = []string{"What it reports", "Why", "Example", "What to do instead", "Not reported", "Configuration"}

// A block is a Go file in a page, and the heading it stands under.
type block struct{ heading, code string }

// read splits a page into its title, its headings and its Go blocks.
func read(t *testing.T, id string) (title string, found []string, blocks []block) {
	t.Helper()
	page, err := docs.Rule(id)
	if err != nil {
		t.Fatal(err)
	}
	src := []byte(page)
	doc := goldmark.DefaultParser().Parse(text.NewReader(src))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level == 1 {
				title = string(n.Lines().Value(src))
			} else {
				found = append(found, string(n.Lines().Value(src)))
			}
		case *ast.FencedCodeBlock:
			if string(n.Language(src)) == "go" {
				blocks = append(blocks, block{found[len(found)-1], string(n.Lines().Value(src))})
			}
		}
	}
	return title, found, blocks
}

// There is a page for every rule, and none for another.
func TestEveryRuleHasItsPage(t *testing.T) {
	files, err := filepath.Glob("rules/*.md")
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for _, f := range files {
		pages = append(pages, strings.TrimSuffix(filepath.Base(f), ".md"))
	}
	var rules []string
	for _, r := range analyzer.Rules() {
		rules = append(rules, r.ID)
		title, found, _ := read(t, r.ID)
		if title != r.ID {
			t.Errorf("%s: its title is %q", r.ID, title)
		}
		if !slices.Equal(found, headings) {
			t.Errorf("%s: headings %q, want %q", r.ID, found, headings)
		}
	}
	slices.Sort(rules)
	if !slices.Equal(pages, rules) {
		t.Errorf("pages %q, rules %q", pages, rules)
	}
}

// A page tells how its rule is set as the registry does.
func TestPagesTellDefaults(t *testing.T) {
	for _, r := range analyzer.Rules() {
		page, err := docs.Rule(r.ID)
		if err != nil {
			t.Fatal(err)
		}
		state := "Off"
		if r.Default {
			state = "On"
		}
		_, settings, _ := strings.Cut(page, "\n## Configuration\n\n")
		first, _, _ := strings.Cut(settings, ". ")
		if !strings.HasPrefix(first, state+" by default") || !strings.HasSuffix(first, ", level "+string(r.Level)) {
			t.Errorf("%s: its configuration begins with %q, want %s by default, level %v", r.ID, first, state, r.Level)
		}
	}
}

// The examples compile, and give exactly the findings that they state: a line
// of the Example that ends in `// want rule`, and none in the other blocks.
func TestExamples(t *testing.T) {
	dir := t.TempDir()
	writeModule(t, dir)
	want := map[string][]string{} // by package directory
	ruleOf := map[string]string{}
	for _, r := range analyzer.Rules() {
		_, _, blocks := read(t, r.ID)
		for i, b := range blocks {
			sub := fmt.Sprintf("%s%d", strings.ReplaceAll(r.ID, "-", ""), i)
			write(t, filepath.Join(dir, sub, "example.go"), b.code)
			want[sub], ruleOf[sub] = expected(b.code), r.ID
			if b.heading == "Example" && len(want[sub]) == 0 {
				t.Errorf("%s: the example states no finding", r.ID)
			}
			if b.heading != "Example" && len(want[sub]) > 0 {
				t.Errorf("%s: a finding under %q", r.ID, b.heading)
			}
		}
	}
	got := lint(t, dir, ruleOf)
	for sub, list := range want {
		if !slices.Equal(list, got[sub]) {
			t.Errorf("%s: findings %q, want %q", sub, got[sub], list)
		}
	}
}

// writeModule makes a module that has the libraries of the shop.
func writeModule(t *testing.T, dir string) {
	t.Helper()
	for _, name := range []string{"go.mod", "go.sum"} {
		content, err := os.ReadFile(filepath.Join("..", "examples", name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), strings.Replace(string(content), "module github.com/txlint/txlint/examples", "module example.com/pages", 1))
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

func expected(code string) []string {
	var list []string
	for i, line := range strings.Split(code, "\n") {
		if _, rule, ok := strings.Cut(line, "// want "); ok {
			list = append(list, fmt.Sprintf("%d: %s", i+1, rule))
		}
	}
	return list
}

// lint returns the findings of all packages below a directory, each with the
// rule of its page switched on.
func lint(t *testing.T, dir string, ruleOf map[string]string) map[string][]string {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: dir, Env: append(os.Environ(), "GOWORK=off")}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("an example does not compile")
	}
	byRule := map[string][]*packages.Package{}
	for _, p := range pkgs {
		rule := ruleOf[filepath.Base(p.PkgPath)]
		byRule[rule] = append(byRule[rule], p)
	}
	got := map[string][]string{}
	for rule, pkgs := range byRule {
		graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Config{Enable: []string{rule}})}, pkgs, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, act := range graph.Roots {
			sub := filepath.Base(act.Package.PkgPath)
			for _, d := range act.Diagnostics {
				got[sub] = append(got[sub], fmt.Sprintf("%d: %s", act.Package.Fset.Position(d.Pos).Line, d.Category))
			}
		}
	}
	return got
}
