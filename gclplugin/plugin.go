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
	"path/filepath"
	"regexp"

	"github.com/golangci/plugin-module-register/register"
	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/go/analysis"

	"github.com/txlint/txlint/analyzer"
	"github.com/txlint/txlint/internal/config"
)

// name is both the linter's and the analyzer's: golangci-lint prefixes messages
// of an analyzer that is named otherwise than its linter.
const name = "txlint"

func init() { register.Plugin(name, New) }

// New returns the plugin for the settings of a configuration file, nil for
// none: they have the form of .txlint.yml, which is not read itself. It returns
// an error that names the first things that are wrong.
func New(settings any) (register.LinterPlugin, error) {
	if settings == nil {
		return plugin{}, nil
	}
	text, err := yaml.Marshal(settings)
	if err != nil {
		return nil, err
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	file, err := config.Parse(filepath.Join(dir, config.Name), source, text)
	if err != nil {
		return nil, fmt.Errorf("settings of %s: %s", name, line.ReplaceAllString(err.Error(), ""))
	}
	return plugin{file.Analyzer()}, nil
}

// source stands for the file in errors: the lines are those of no file of the
// user's.
const source = "settings"

var line = regexp.MustCompile(`(?m)^` + source + `:\d+: `)

type plugin struct{ config analyzer.Config }

// BuildAnalyzers returns the one analyzer, wrapped for golangci-lint.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{wrap(analyzer.New(p.config), os.Stderr)}, nil
}

// GetLoadMode asks for types: without them a pass has no package.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
