package gclplugin

import (
	"bytes"
	"errors"
	"go/types"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/report"
)

// outcome is what golangci-lint sees of one run of a wrapped analyzer.
type outcome struct {
	result      any
	err         error
	diagnostics []analysis.Diagnostic
	stderr      string
}

func runWrapped(t *testing.T, run func(*analysis.Pass) (any, error)) outcome {
	t.Helper()
	var o outcome
	var stderr bytes.Buffer
	w := wrap(&analysis.Analyzer{Name: "txlint", Run: run, ResultType: reflect.TypeFor[*report.Result]()}, &stderr)
	o.result, o.err = w.Run(&analysis.Pass{
		Analyzer: w,
		Pkg:      types.NewPackage("example.com/shop", "shop"),
		Report:   func(d analysis.Diagnostic) { o.diagnostics = append(o.diagnostics, d) },
	})
	o.stderr = stderr.String()
	if got := reflect.TypeOf(o.result); got != w.ResultType {
		t.Errorf("result is a %v, declared was %v", got, w.ResultType)
	}
	return o
}

func TestWrapReportsOnceWithoutRelated(t *testing.T) {
	fixes := []analysis.SuggestedFix{{Message: "defer tx.Rollback()"}}
	found := &report.Result{Findings: []report.Finding{{
		Rule: "http-in-tx", Message: "HTTP request", Pos: 3, End: 5, Fixes: fixes,
		Start: at("/src/shop/store.go", 20),
		Trace: []report.Step{{Position: at("/src/shop/store.go", 20)}, {Position: at("/src/shop/pay.go", 9)}},
	}}}
	o := runWrapped(t, func(pass *analysis.Pass) (any, error) {
		related := []analysis.RelatedInformation{{Pos: 3, Message: "here"}}
		pass.Report(analysis.Diagnostic{Pos: 3, Message: "HTTP request", Related: related})
		return found, nil
	})
	want := []analysis.Diagnostic{{
		Pos: 3, End: 5, Category: "http-in-tx", SuggestedFixes: fixes,
		Message: "HTTP request; way: pay.go:9 (http-in-tx)",
	}}
	if !reflect.DeepEqual(o.diagnostics, want) {
		t.Errorf("diagnostics = %+v, want %+v", o.diagnostics, want)
	}
	if o.err != nil || o.stderr != "" {
		t.Errorf("error %v, stderr %q, want neither", o.err, o.stderr)
	}
}

func TestWrapSurvives(t *testing.T) {
	for name, run := range map[string]func(*analysis.Pass) (any, error){
		"an error":          func(*analysis.Pass) (any, error) { return nil, errors.New("out of blocks") },
		"a panic":           func(*analysis.Pass) (any, error) { panic("out of blocks") },
		"a report, a panic": func(p *analysis.Pass) (any, error) { p.Reportf(1, "half"); panic("out of blocks") },
		"a panic's error":   func(*analysis.Pass) (any, error) { panic(errors.New("out of blocks")) },
		"an error of lines": func(*analysis.Pass) (any, error) { return nil, errors.New("out of blocks\nand more") },
	} {
		t.Run(name, func(t *testing.T) {
			o := runWrapped(t, run)
			if o.err != nil {
				t.Errorf("error %v ends the run of golangci-lint", o.err)
			}
			if len(o.diagnostics) > 0 {
				t.Errorf("diagnostics %v of a package that was not analysed", o.diagnostics)
			}
			lines := strings.Split(strings.TrimSuffix(o.stderr, "\n"), "\n")
			if len(lines) != 1 || !strings.Contains(lines[0], "example.com/shop") || !strings.Contains(lines[0], "out of blocks") {
				t.Errorf("stderr = %q, want one line with the package and the cause", o.stderr)
			}
		})
	}
}

func TestWrapPassesNotesOn(t *testing.T) {
	o := runWrapped(t, func(*analysis.Pass) (any, error) {
		return &report.Result{Notes: []report.Remark{{Position: at("/src/shop/store.go", 7), Message: "Place was not analysed"}}}, nil
	})
	if want := "txlint: warning: /src/shop/store.go:7:1: Place was not analysed\n"; o.stderr != want {
		t.Errorf("stderr = %q, want %q", o.stderr, want)
	}
}
