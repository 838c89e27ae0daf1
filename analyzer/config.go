package analyzer

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/report"
	"github.com/txlint/txlint/internal/spell"
)

// Config says what the analyzer reports. The zero value is the default. Package
// config reads it from a file.
type Config struct {
	// Enable and Disable list rule ids; "all" stands for every rule, and those
	// named count for more than it: disabling all and enabling one leaves one. A
	// rule that is named in both lists is off.
	Enable, Disable []string
	// Levels sets the level of a rule's findings, by rule id.
	Levels map[string]report.Level
	// Tests reports findings in _test.go files too.
	Tests bool
	// Excluded tells the files, by absolute name, that nothing is reported in. It
	// may be nil.
	Excluded func(file string) bool
	// Explain keeps in the result why there is a finding, or none: Result.Why.
	Explain bool
	// Models tells what functions mean; nil stands for the built-in models.
	Models *catalog.Catalog

	// MaxStatements is the number of statement calls in one transaction above
	// which it is oversized; 0 stands for 20.
	MaxStatements int
	// MaxDuration is the longest deadline of a transaction that is not unbounded;
	// 0 stands for 1s.
	MaxDuration time.Duration
	// RequireForeignKeys asks SQLite databases to be opened with foreign keys on.
	RequireForeignKeys bool
}

// Check returns an error that names the first rule id that does not exist.
func (c Config) Check() error { _, err := c.rules(); return err }

// With returns the configuration with more rules switched on and off: what is
// asked for now counts for more than what c says.
func (c Config) With(enable, disable []string) Config {
	without := func(list, ids []string) []string {
		if slices.Contains(ids, "all") {
			return nil
		}
		return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return slices.Contains(ids, id) })
	}
	c.Enable, c.Disable = without(c.Enable, disable), without(c.Disable, enable)
	c.Enable, c.Disable = append(c.Enable, enable...), append(c.Disable, disable...)
	return c
}

func (c Config) maxStatements() int { return cmp.Or(c.MaxStatements, 20) }

func (c Config) maxDuration() time.Duration { return cmp.Or(c.MaxDuration, time.Second) }

func (c Config) models() *catalog.Catalog { return cmp.Or(c.Models, catalog.Default()) }

// rules returns the set of enabled rule ids.
func (c Config) rules() (map[string]bool, error) {
	on := map[string]bool{}
	for _, r := range registry {
		on[r.ID] = r.Default
	}
	all := func(ids []string, v bool) {
		if slices.Contains(ids, "all") {
			for k := range on {
				on[k] = v
			}
		}
	}
	set := func(ids []string, v bool) error {
		for _, id := range ids {
			if id == "all" {
				continue
			}
			if !isRule(id) {
				return fmt.Errorf("unknown rule %q%s (txlint rules lists them)", id, spell.Hint(id, RuleIDs()))
			}
			on[id] = v
		}
		return nil
	}
	all(c.Enable, true)
	all(c.Disable, false)
	if err := set(c.Enable, true); err != nil {
		return nil, err
	}
	return on, set(c.Disable, false)
}

// asksFor reports whether a rule was switched on, and is not merely on by default.
func (c Config) asksFor(id string) bool {
	return slices.Contains(c.Enable, id) || slices.Contains(c.Enable, "all")
}

// RuleIDs lists the ids of all rules in the order of the contract.
func RuleIDs() []string {
	var ids []string
	for _, r := range registry {
		ids = append(ids, r.ID)
	}
	return ids
}
