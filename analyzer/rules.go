package analyzer

import (
	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
	"github.com/txlint/txlint/internal/summary"
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
func Rules() []Rule {
	var list []Rule
	for _, r := range registry {
		list = append(list, r.Rule)
	}
	return list
}

// A rule is a Rule with what finds it: it sees one transaction at a time. The
// effect rules share one check, which names a finding by its first enabled
// kind; directive rules have none.
type rule struct {
	Rule
	check func(u *unit, r Rule, t *region.Transaction)
}

func on(id, summary string, level report.Level, check func(*unit, Rule, *region.Transaction)) rule {
	return rule{Rule{id, summary, true, level}, check}
}

// off is a rule that is on only where it is asked for.
func off(id, summary string, check func(*unit, Rule, *region.Transaction)) rule {
	return rule{Rule{id, summary, false, report.Note}, check}
}

// registry lists all rules: the one place to add one to.
var registry = append(effectRules(),
	missingRollback,
	swallowedError,
	shadowedError,
	commitOnPanic,
	uncheckedBegin,
	uncheckedCommit,
	deferredCommit,
	useAfterEnd,
	poolInTx,
	nestedBegin,
	txInGoroutine,
	statementWhileRowsOpen,
	rollbackDeferredInLoop,
	undeferredRollback,
	unsafeNesting,
	queryInLoop,
	oversizedTx,
	earlyBegin,
	lateCommit,
	unboundedTx,
	sqliteDSN,
	sqliteDeferredWrite,
	on("bad-directive", "a txlint directive that is malformed or names what does not exist", report.Warning, nil),
	on("unused-ignore", "a txlint:ignore directive that silences nothing", report.Warning, nil),
)

// ruleByID returns the rule with an id.
func ruleByID(id string) (Rule, bool) {
	for _, r := range registry {
		if r.ID == id {
			return r.Rule, true
		}
	}
	return Rule{}, false
}

func isRule(id string) bool { _, ok := ruleByID(id); return ok }

// ruleOf returns the id of the rule for a kind of effect.
func ruleOf(k catalog.Kind) string {
	if k == summary.Unknown {
		return "unknown-effect"
	}
	return string(k) + "-in-tx"
}
