package analyzer_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/txlint/txlint/analyzer"
)

// says stands in a label before what the message of the finding has to say.
const says = " says "

// TestMessages lints the tree advice, where each label tells what the message of
// its finding says.
func TestMessages(t *testing.T) {
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Config{})}, loadTestdata(t, "./advice/..."), nil)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, act := range graph.Roots {
		parts := map[int]string{}
		for _, f := range act.Package.Syntax {
			for _, g := range f.Comments {
				if label, part, ok := strings.Cut(strings.TrimSpace(g.Text()), says); ok && strings.Contains(label, "want:") {
					parts[act.Package.Fset.Position(g.Pos()).Line] = part
				}
			}
		}
		for _, d := range act.Diagnostics {
			at := act.Package.Fset.Position(d.Pos)
			if part := parts[at.Line]; part == "" || !strings.Contains(d.Message, part) {
				t.Errorf("%s: %q is not in the message: %s", at, part, d.Message)
			}
			checked++
		}
	}
	if checked == 0 {
		t.Error("no findings in the tree")
	}
}
