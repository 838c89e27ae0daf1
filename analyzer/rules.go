package analyzer

import (
	"fmt"
	"slices"

	"github.com/txlint/txlint/internal/report"
)

const pageBase = "https://github.com/txlint/txlint/blob/main/docs/rules/"

// A Rule describes one kind of finding.
type Rule struct {
	ID      string       // such as "http-in-tx"; never changes
	Summary string       // what it reports, one line without a full stop
	Default bool         // on without being asked for
	Level   report.Level // the level of its findings, unless a finding says more
}

// URL returns the address of the rule's page.
func (r Rule) URL() string { return pageBase + r.ID + ".md" }

// Rules lists all rules in the order of the contract.
func Rules() []Rule { return slices.Clone(registry) }

var registry = []Rule{
	{"http-in-tx", "an HTTP request inside a transaction", true, report.Warning},
}

// rules returns the set of enabled rule ids.
func (c Config) rules() (map[string]bool, error) {
	on := map[string]bool{}
	for _, r := range registry {
		on[r.ID] = r.Default
	}
	set := func(ids []string, v bool) error {
		for _, id := range ids {
			if id == "all" {
				for k := range on {
					on[k] = v
				}
				continue
			}
			if _, ok := on[id]; !ok {
				return fmt.Errorf("unknown rule %q (txlint rules lists them)", id)
			}
			on[id] = v
		}
		return nil
	}
	if err := set(c.Enable, true); err != nil {
		return nil, err
	}
	return on, set(c.Disable, false)
}
