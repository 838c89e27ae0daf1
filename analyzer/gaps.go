package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
)

// The gap rules are must claims: every path between the opening and the first
// statement, or between the last one and the commit, passes something that
// does not use the transaction.

var (
	earlyBegin = off("early-begin", "work between the opening of a transaction and its first statement", checkEarlyBegin)
	lateCommit = off("late-commit", "work between the last statement of a transaction and its commit", checkLateCommit)
)

func checkEarlyBegin(u *unit, r Rule, t *region.Transaction) {
	if gap, ok := t.Early(u.toldOtherwise(t)); ok {
		f := u.finding(r, gap.Place, t)
		f.Message = fmt.Sprintf("%s in %s comes before the first statement of the transaction, which is open meanwhile: begin it later", gap.Name, t.Function)
		u.add(f)
	}
}

func checkLateCommit(u *unit, r Rule, t *region.Transaction) {
	if gap, ok := t.Late(u.toldOtherwise(t)); ok {
		f := u.finding(r, gap.Place, t)
		f.Message = fmt.Sprintf("%s in %s comes after the last statement of the transaction, which is open meanwhile: commit first", gap.Name, t.Function)
		u.add(f)
	}
}

// toldOtherwise tells the places that have a finding of another rule: what they
// do inside the transaction is one defect.
func (u *unit) toldOtherwise(t *region.Transaction) func(region.Place) bool {
	var told []region.Place
	for _, e := range t.Effects {
		for _, x := range e.Effects {
			if u.enabled[ruleOf(x.Kind)] {
				told = append(told, e.Place)
			}
		}
	}
	for _, p := range t.Pools {
		if u.enabled[poolInTx.ID] && !p.Opens || u.enabled[nestedBegin.ID] && p.Opens {
			told = append(told, p.Place)
		}
	}
	return func(p region.Place) bool {
		for _, q := range told {
			if p.Pos <= q.Pos && q.End <= p.End {
				return true
			}
		}
		return false
	}
}
