package docs_test

import (
	"cmp"
	"flag"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/catalog"
)

var update = flag.Bool("update", false, "renew the findings of the shop, and what the README shows of them and of the libraries")

const (
	readme   = "../README.md"
	findings = "../examples/shop/findings.txt"
)

// shown are the rules whose findings the README shows.
var shown = []string{"sqlite-dsn", "missing-rollback", "pool-in-tx", "http-in-tx"}

// findings.txt is what the command prints on the shop, and the README shows some
// of it.
func TestREADMEShowsTheShop(t *testing.T) {
	cmd := exec.Command("go", "run", "./cmd/txlint", "-C", "examples/shop", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if _, found := err.(*exec.ExitError); !found {
		t.Fatalf("no findings in the shop: %v", err)
	}
	if *update {
		if err := os.WriteFile(findings, out, 0o666); err != nil {
			t.Fatal(err)
		}
	} else if content(t, findings) != string(out) {
		t.Errorf("%s is not what txlint prints on the shop (go test ./docs -update renews it):\n%s", findings, out)
	}
	some := ""
	for _, f := range split(string(out)) {
		if slices.ContainsFunc(shown, func(rule string) bool { return reports(f, rule) }) {
			some += f
		}
	}
	holds(t, "reports them all, such as these:\n\n```\n", some, "```\n")
}

// The mended shop has no findings.
func TestMendedShop(t *testing.T) {
	cmd := exec.Command("go", "run", "./cmd/txlint", "-C", "examples/shop-mended", "./...")
	cmd.Dir = ".."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// split cuts what the command prints into findings, each with the way to its
// cause.
func split(out string) []string {
	var list []string
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "\t") {
			list[len(list)-1] += line
		} else {
			list = append(list, line)
		}
	}
	return list
}

// reports tells whether a finding is one of a rule.
func reports(finding, rule string) bool {
	first, _, _ := strings.Cut(finding, "\n")
	return strings.HasSuffix(first, " ("+rule+")")
}

// The shop has one finding of each rule that is on by default, and the README
// has a row of each rule.
func TestShopHasEachDefaultRule(t *testing.T) {
	text, list := content(t, readme), split(content(t, findings))
	for _, r := range analyzer.Rules() {
		n := 0
		for _, f := range list {
			if reports(f, r.ID) {
				n++
			}
		}
		if r.Default && n != 1 {
			t.Errorf("%d findings of %s in the shop, want 1", n, r.ID)
		}
		if !strings.Contains(text, "| [`"+r.ID+"`](docs/rules/"+r.ID+".md) |") {
			t.Errorf("%s is not in the README's table", r.ID)
		}
	}
}

// The README names the libraries that the models know.
func TestREADMENamesTheLibraries(t *testing.T) {
	all, err := catalog.Default().Libraries()
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b catalog.Library) int {
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	table := ""
	for _, row := range rows() {
		var names []string
		for _, l := range all {
			if !slices.Contains(l.Modules, "std") && says(l, row.keys) {
				names = append(names, l.Name)
			}
		}
		table += "| " + row.name + " | " + strings.Join(names, "; ") + " |\n"
	}
	holds(t, "| of | libraries |\n| --- | --- |\n", table, "\nWhat it does not know")
}

type row struct {
	name string
	keys []string // any of these is said of a library in the row
}

func rows() []row {
	list := []row{{"transactions", []string{"opens", "commits", "runs", "statements"}}}
	for _, k := range catalog.Kinds {
		id := string(k) + "-in-tx"
		if slices.ContainsFunc(analyzer.Rules(), func(r analyzer.Rule) bool { return r.ID == id && r.Default }) {
			list = append(list, row{"`" + id + "`", []string{"effects " + string(k)}})
		}
	}
	return list
}

func says(l catalog.Library, keys []string) bool {
	return slices.ContainsFunc(l.Blocks, func(b catalog.Block) bool {
		return slices.ContainsFunc(b.Says, func(s catalog.Said) bool { return slices.Contains(keys, s.Key) })
	})
}

// holds fails unless the README has a text between two others, or puts it there.
func holds(t *testing.T, before, want, after string) {
	t.Helper()
	text := content(t, readme)
	head, rest, found := strings.Cut(text, before)
	got, tail, closed := strings.Cut(rest, after)
	if !found || !closed {
		t.Fatalf("the README has no %q", before)
	}
	if *update {
		if err := os.WriteFile(readme, []byte(head+before+want+after+tail), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if got != want {
		t.Errorf("the README is stale (go test ./docs -update renews it); it should have:\n%s", want)
	}
}

func content(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
