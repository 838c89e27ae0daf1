package gclplugin_test

import (
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

	_ "github.com/txlint/txlint/gclplugin"
)

// build asks for the plugin as golangci-lint does: by name, with the settings
// as YAML made them.
func build(t *testing.T, settings any) (register.LinterPlugin, error) {
	t.Helper()
	construct, err := register.GetPlugin("txlint")
	if err != nil {
		t.Fatal(err)
	}
	return construct(settings)
}

func TestSettings(t *testing.T) {
	for name, settings := range map[string]any{
		"none":  nil,
		"empty": map[string]any{},
		"all": map[string]any{
			"enable":  []any{"all"},
			"disable": []any{"http-in-tx"},
			"tests":   true,
			"levels":  map[string]any{"mail-in-tx": "note"},
			"exclude": []any{"internal/old"},
			"models": []any{map[string]any{
				"package": "example.com/acme", "effects": map[string]any{"mail": []any{"Send"}},
			}},
			"max-statements": 5, "max-duration": "2s", "require-foreign-keys": true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := build(t, settings)
			if err != nil {
				t.Fatal(err)
			}
			analyzers, err := p.BuildAnalyzers()
			if err != nil {
				t.Fatal(err)
			}
			if len(analyzers) != 1 || analyzers[0].Name != "txlint" {
				t.Errorf("analyzers = %v, want txlint alone", analyzers)
			}
			if got := p.GetLoadMode(); got != "typesinfo" {
				t.Errorf("load mode = %q, want typesinfo", got)
			}
		})
	}
}

func TestBadSettings(t *testing.T) {
	for _, tt := range []struct {
		name     string
		settings map[string]any
		want     string // part of the error
	}{
		{"unknown key", map[string]any{"enabled": []any{"all"}}, "settings of txlint: unknown key enabled; did you mean enable?"},
		{"unknown rule to enable", map[string]any{"enable": []any{"http-in-tx", "http-in-tax"}}, `unknown rule "http-in-tax"; did you mean http-in-tx?`},
		{"unknown rule to disable", map[string]any{"disable": []any{"smtp"}}, `"smtp"`},
		{"wrong type", map[string]any{"tests": "maybe"}, "cannot unmarshal"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := build(t, tt.settings)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want one with %s", err, tt.want)
			}
		})
	}
}
