package docs_test

import (
	"flag"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/txlint/txlint/analyzer"
)

var update = flag.Bool("update", false, "write into the README what txlint prints on the shop")

// What the README shows of the shop is what the command prints.
func TestREADMEShowsTheShop(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "run", "./cmd/txlint", "-C", "examples/shop", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if _, findings := err.(*exec.ExitError); !findings {
		t.Fatalf("no findings in the shop: %v", err)
	}
	shown := between(string(readme), "The first of them prints (and a test keeps this true):\n\n```\n", "```\n")
	if *update {
		text := strings.Replace(string(readme), shown, string(out), 1)
		if err := os.WriteFile("../README.md", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if shown != string(out) {
		t.Errorf("the README does not show what txlint prints on the shop (go test ./docs -update renews it):\n%s", out)
	}
}

// between returns the text after before and up to after.
func between(s, before, after string) string {
	_, s, _ = strings.Cut(s, before)
	s, _, _ = strings.Cut(s, after)
	return s
}

// The shop has one finding of each rule that is on by default.
func TestShopHasEachDefaultRule(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range analyzer.Rules() {
		if n := strings.Count(string(readme), " ("+r.ID+")\n"); r.Default && n != 1 {
			t.Errorf("%d findings of %s in the shop, want 1", n, r.ID)
		}
		if !strings.Contains(string(readme), "| [`"+r.ID+"`](docs/rules/"+r.ID+".md) |") {
			t.Errorf("%s is not in the README's table", r.ID)
		}
	}
}
