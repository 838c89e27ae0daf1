// Package docs holds the pages of the rules, which the command prints and
// SARIF logs carry.
package docs

import (
	"embed"
	"fmt"
)

//go:embed rules/*.md
var pages embed.FS

// Rule returns the page of a rule in Markdown, or an error that names the rule.
func Rule(id string) (string, error) {
	text, err := pages.ReadFile("rules/" + id + ".md")
	if err != nil {
		return "", fmt.Errorf("there is no page for a rule %q", id)
	}
	return string(text), nil
}
