package output

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/txlint/txlint/internal/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample is a log with one finding of each kind of trouble for a renderer: a
// way through several files, a line with characters outside of ASCII, a region
// over several lines, and a file outside of the repository.
func sample(t *testing.T) *Log {
	t.Helper()
	dir := t.TempDir()
	src := "package shop\n\nvar _ = \"äöü😀\" + charge()\nvar _ = charge(\n)\n"
	if err := os.WriteFile(filepath.Join(dir, "shop.go"), []byte(src), 0o666); err != nil {
		t.Fatal(err)
	}
	at := func(name string, line, col int) token.Position {
		return token.Position{Filename: filepath.Join(dir, name), Line: line, Column: col}
	}
	opener := report.Step{Position: at("shop.go", 1, 1), Message: "transaction opened here"}
	return &Log{
		Version: "v1.2.3", Dir: dir, Root: dir,
		Rules: []Rule{{ID: "http-in-tx", Summary: "an HTTP request", Level: report.Warning, URL: "https://example.com/http-in-tx", Page: "# http-in-tx\n", Default: true}},
		Findings: []report.Finding{
			{
				Rule: "http-in-tx", Level: report.Warning, Message: "HTTP request: Place → charge", Function: "Place",
				Start: at("shop.go", 3, 24), Fin: at("shop.go", 3, 32), Opener: &opener,
				Trace: []report.Step{{Position: at("shop.go", 3, 24), Message: "calls charge"}, {Position: token.Position{Filename: "/elsewhere/pay.go", Line: 7, Column: 2}, Message: "calls net/http.Get"}},
			},
			{
				Rule: "http-in-tx", Level: report.Error, Message: "again", Function: "Place",
				Start: at("shop.go", 4, 9), Fin: at("shop.go", 5, 2),
				Branches: []report.Step{{Position: at("shop.go", 4, 1), Message: "this condition holds"}},
			},
		},
		Errors: []Problem{{Position: "broken.go:1:2", Message: "does not compile"}},
	}
}

func render(t *testing.T, f Format) string {
	t.Helper()
	log := sample(t)
	var buf bytes.Buffer
	if err := f(&buf, log); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(buf.String(), filepath.ToSlash(log.Root), "ROOT")
}

func TestGolden(t *testing.T) {
	for name, format := range Formats {
		t.Run(name, func(t *testing.T) {
			got := render(t, format)
			golden := filepath.Join("testdata", "golden."+name)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("go test -update rewrites %s, if this is right:\n%s", golden, got)
			}
		})
	}
}

// The schema is the one that OASIS publishes, errata 01.
func TestSARIFIsValid(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("testdata", "sarif-schema-2.1.0.json"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(render(t, SARIF)))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Error(err)
	}
	delete(doc.(map[string]any), "version")
	if schema.Validate(doc) == nil {
		t.Error("a log without a version passes too: the schema is not in force")
	}
}

// sarifDoc is what code scanning reads of a log.
type sarifDoc struct {
	Runs []struct {
		Results []struct {
			PartialFingerprints map[string]string
			Locations           []struct {
				PhysicalLocation struct {
					Region struct{ StartLine, EndLine, StartColumn, EndColumn int }
				}
			}
		}
	}
}

func decode(t *testing.T, text string) sarifDoc {
	t.Helper()
	var doc sarifDoc
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// Columns count UTF-16 code units, and a region is one line.
func TestSARIFRegions(t *testing.T) {
	results := decode(t, render(t, SARIF)).Runs[0].Results
	first := results[0].Locations[0].PhysicalLocation.Region
	// `var _ = "äöü😀" + ` is 18 UTF-16 code units and 23 bytes.
	if first.StartColumn != 19 || first.EndColumn != 27 {
		t.Errorf("columns %d to %d, want 19 to 27", first.StartColumn, first.EndColumn)
	}
	second := results[1].Locations[0].PhysicalLocation.Region
	if second.StartLine != 4 || second.EndLine != 4 {
		t.Errorf("lines %d to %d, want 4 alone", second.StartLine, second.EndLine)
	}
}

// Fingerprints stay when lines move, and differ from finding to finding.
func TestFingerprints(t *testing.T) {
	prints := func(log *Log) []string {
		var buf bytes.Buffer
		if err := SARIF(&buf, log); err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, r := range decode(t, buf.String()).Runs[0].Results {
			list = append(list, r.PartialFingerprints["txlint/v1"])
		}
		return list
	}
	log := sample(t)
	before := prints(log)
	for i := range log.Findings {
		log.Findings[i].Start.Line += 10
		log.Findings[i].Fin.Line += 10
	}
	after := prints(log)
	if before[0] != after[0] || before[1] != after[1] {
		t.Errorf("%v, and %v when the lines moved", before, after)
	}
	if before[0] == before[1] {
		t.Errorf("two findings with the fingerprint %s", before[0])
	}
}

func TestSortDropsTwins(t *testing.T) {
	f := report.Finding{Rule: "b", Start: token.Position{Filename: "x.go", Line: 2, Column: 1}}
	g := report.Finding{Rule: "a", Start: token.Position{Filename: "x.go", Line: 2, Column: 1}}
	h := report.Finding{Rule: "a", Start: token.Position{Filename: "x.go", Line: 1, Column: 9}}
	got := Sort([]report.Finding{f, g, f, h})
	if len(got) != 3 || got[0].Start.Line != 1 || got[1].Rule != "a" || got[2].Rule != "b" {
		t.Errorf("sorted: %v", got)
	}
}

// Findings of one rule at one place are one, unless they are about different
// things.
func TestSort(t *testing.T) {
	at := token.Position{Filename: "a.go", Line: 1, Column: 1}
	found := func(about string) report.Finding {
		return report.Finding{Rule: "mail-in-tx", Start: at, About: about}
	}
	got := Sort([]report.Finding{found("b"), found("a"), found("b")})
	if len(got) != 2 || got[0].About != "a" || got[1].About != "b" {
		t.Errorf("%v", got)
	}
}
