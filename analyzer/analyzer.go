// Package analyzer is the public face of txlint: an analysis.Analyzer that
// makes database transactions short and safe.
package analyzer

import (
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/internal/report"
)

// Config says what the analyzer reports. The zero value is the default.
type Config struct {
	// Enable and Disable list rule ids; "all" stands for every rule. A rule
	// starts with its default, is then enabled, then disabled.
	Enable, Disable []string
	// Tests reports findings in _test.go files too.
	Tests bool
}

// Check returns an error that names the first rule id that does not exist.
func (c Config) Check() error { _, err := c.rules(); return err }

// Analyzer is txlint with the default configuration and with flags of its own
// (-enable, -disable, -tests), for drivers that take a variable.
var Analyzer = New(Config{})

// New returns an analyzer named "txlint". Its ResultType is *report.Result;
// the category of each diagnostic is the rule id, and its URL the rule's page.
// Configuration errors come from Run; Config.Check tells them earlier.
func New(c Config) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "txlint",
		Doc:        "report database transactions that are long, leaky or wrong",
		URL:        pageBase,
		Run:        func(p *analysis.Pass) (any, error) { return &report.Result{}, nil },
		ResultType: reflect.TypeFor[*report.Result](),
	}
}
