// Package gclplugin makes txlint a module plugin of golangci-lint v2. Importing
// it registers the linter "txlint"; the main module of this repository has an
// example of its configuration, .golangci.example.yml.
//
// golangci-lint shows nothing but a finding's message, hides equal messages,
// turns each related position into an issue of its own, and ends its whole run
// when one package fails. The analyzer is therefore wrapped: see [wrap].
package gclplugin

import (
	"fmt"
	"os"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/analyzer"
)

// name is both the linter's and the analyzer's: golangci-lint prefixes messages
// of an analyzer that is named otherwise than its linter.
const name = "txlint"

func init() { register.Plugin(name, New) }

// Settings is what linters.settings.custom.txlint.settings may contain. Its
// fields mean what those of [analyzer.Config] mean.
type Settings struct {
	Enable  []string `json:"enable"`
	Disable []string `json:"disable"`
	Tests   bool     `json:"tests"`
}

// New returns the plugin for the settings of a configuration file, nil for
// none. It returns an error that names the first unknown key or rule.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, err
	}
	config := analyzer.Config{Enable: s.Enable, Disable: s.Disable, Tests: s.Tests}
	if err := config.Check(); err != nil {
		return nil, fmt.Errorf("settings of %s: %w", name, err)
	}
	return plugin{config}, nil
}

type plugin struct{ config analyzer.Config }

// BuildAnalyzers returns the one analyzer, wrapped for golangci-lint.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{wrap(analyzer.New(p.config), os.Stderr)}, nil
}

// GetLoadMode asks for types: without them a pass has no package.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
