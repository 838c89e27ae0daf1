package gclplugin

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/report"
)

// wrap returns an analyzer that finds what a finds, and reports it in the form
// that golangci-lint can show: the message of [message], no related positions.
// Its Run neither fails nor panics, because golangci-lint would then drop the
// findings of all packages and of all linters: a package that could not be
// analysed has no findings and a warning, one line, on stderr.
func wrap(a *analysis.Analyzer, stderr io.Writer) *analysis.Analyzer {
	w := *a
	w.Run = func(pass *analysis.Pass) (any, error) {
		result, err := run(a, pass)
		if err != nil {
			cause := strings.Join(strings.Fields(err.Error()), " ") // one line
			fmt.Fprintf(stderr, "%s: warning: package %s was not analysed: %s\n", name, pass.Pkg.Path(), cause)
			return &report.Result{}, nil
		}
		for _, r := range result.Notes {
			fmt.Fprintf(stderr, "%s: warning: %s: %s\n", name, r.Position, r.Message)
		}
		for i := range result.Findings {
			pass.Report(diagnostic(&result.Findings[i]))
		}
		return result, nil
	}
	return &w
}

// run runs a, mutes what it reports (its result has it as well, with the steps
// in other packages), and turns a panic into an error.
func run(a *analysis.Analyzer, pass *analysis.Pass) (result *report.Result, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	muted := *pass
	muted.Report = func(analysis.Diagnostic) {}
	r, err := a.Run(&muted)
	if err != nil {
		return nil, err
	}
	return r.(*report.Result), nil
}

func diagnostic(f *report.Finding) analysis.Diagnostic {
	return analysis.Diagnostic{
		Pos:            f.Pos,
		End:            f.End,
		Category:       f.Rule,
		Message:        message(f),
		SuggestedFixes: f.Fixes,
	}
}
