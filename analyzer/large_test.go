package analyzer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/report"
)

// TestLargeFunction analyses a function with 50,000 blocks: it ends, it says
// nothing, and it is counted.
func TestLargeFunction(t *testing.T) {
	var b strings.Builder
	b.WriteString("package large\n\nimport \"database/sql\"\n\nfunc large(db *sql.DB, a []int) error {\n\ttx, err := db.Begin()\n\tif err != nil {\n\t\treturn err\n\t}\n\tdefer tx.Rollback()\n")
	for i := range 17000 {
		fmt.Fprintf(&b, "\tif a[%d] > %d {\n\t\ta[%d] = %d\n\t}\n", i, i, i, i%7)
	}
	b.WriteString("\treturn tx.Commit()\n}\n")
	res := analyzeSource(t, b.String())
	if len(res.Findings) > 0 {
		t.Errorf("findings %v", res.Findings)
	}
	if res.Stats.Capped != 1 {
		t.Errorf("%d functions given up on, want 1", res.Stats.Capped)
	}
}

// TestLongList analyses a list of interfaces that is appended to a hundred
// times, and handed around. Following each append anew would take 100^8 steps.
func TestLongList(t *testing.T) {
	var b strings.Builder
	b.WriteString("package large\n\ntype Step interface{ Run() }\n\ntype step struct{}\n\nfunc (step) Run() {}\n\nfunc steps() []Step {\n\tvar list []Step\n")
	for range 100 {
		b.WriteString("\tlist = append(list, step{})\n")
	}
	b.WriteString("\tfor _, s := range list {\n\t\ts.Run()\n\t}\n\treturn list\n}\n")
	if res := analyzeSource(t, b.String()); len(res.Findings) > 0 {
		t.Errorf("findings %v", res.Findings)
	}
}

// analyzeSource analyses a module of one file. It fails where the analysis did.
func analyzeSource(t *testing.T, source string) *report.Result {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module large\n\ngo 1.26\n", "large.go": source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "GOWORK=off")}, ".")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Config{})}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	res := graph.Roots[0].Result.(*report.Result)
	if len(res.Notes) > 0 {
		t.Errorf("notes %v", res.Notes)
	}
	return res
}
