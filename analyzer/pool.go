package analyzer

import (
	"fmt"
	"strings"

	"github.com/txlint/txlint/internal/region"
	"github.com/txlint/txlint/internal/report"
)

// The pool rules are may claims about a feasible path, and must claims about
// identity: the handle is known to be the very pool the transaction came from.

var (
	poolInTx    = on("pool-in-tx", "a statement on the pool while a transaction on it is open", report.Error, checkPoolInTx)
	nestedBegin = on("nested-begin", "a second transaction on the pool while the first is open", report.Error, checkNestedBegin)
)

// checkPoolInTx reports statements on the pool.
func checkPoolInTx(u *unit, r Rule, t *region.Transaction) {
	for _, p := range t.Pools {
		if !p.Opens {
			u.addPool(r, t, p, fmt.Sprintf("statement on %s while a transaction on it is open: %s; it is not part of the transaction and can wait for it forever: %s", t.Pool, poolWay(t, p), poolAdvice(p, "run it on the transaction")))
		}
	}
}

// checkNestedBegin reports openings on the pool.
func checkNestedBegin(u *unit, r Rule, t *region.Transaction) {
	for _, p := range t.Pools {
		if p.Opens {
			u.addPool(r, t, p, fmt.Sprintf("a second transaction on %s while the first is open: %s; it is no part of the first and can wait for it forever: %s", t.Pool, poolWay(t, p), poolAdvice(p, "hand the transaction on")))
		}
	}
}

// poolAdvice tells what to do: who would find the transaction in a context needs
// the right one.
func poolAdvice(p region.PoolUse, otherwise string) string {
	if p.Other {
		return "pass the context that carries the transaction"
	}
	return otherwise
}

func (u *unit) addPool(r Rule, t *region.Transaction, p region.PoolUse, message string) {
	f := u.finding(r, p.Place, t)
	f.Message = message
	for _, frame := range p.Way {
		f.Trace = append(f.Trace, u.step(frame))
	}
	f.Fixes = u.fixer.OnTransaction(t, p)
	u.add(f)
}

func poolWay(t *region.Transaction, p region.PoolUse) string {
	names := []string{t.Function}
	for _, f := range p.Way {
		names = append(names, f.Name)
	}
	return strings.Join(names, " → ")
}
