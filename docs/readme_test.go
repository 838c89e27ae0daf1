package docs_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/txlint/txlint/analyzer"
)

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
	if !strings.Contains(string(readme), "```\n"+string(out)+"```\n") {
		t.Errorf("the README does not show what txlint prints on the shop:\n%s", out)
	}
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
