package analyzer

import (
	"fmt"

	"github.com/txlint/txlint/internal/region"
)

// missingRollback is a must claim on a path: the path reaches an exit, nothing
// on it ends the transaction, and nobody else was given it.
func missingRollback(u *unit, r Rule, t *region.Transaction) {
	if t.NeverEnded {
		f := u.finding(r, t.Opener, t)
		f.Message = fmt.Sprintf("transaction opened by %s in %s is never committed nor rolled back; defer its rollback after the error check", t.Opener.Name, t.Function)
		u.add(f)
		return
	}
	for _, l := range t.Leaks {
		f := u.finding(r, l.Place, t)
		exit := "this return leaves the transaction open"
		if l.Turn {
			exit = "this turn of the loop leaves the transaction open when the next one opens another"
		}
		f.Message = fmt.Sprintf("%s: %s opened it at %s in %s; defer its rollback after the error check", exit, t.Opener.Name, u.short(t.Opener.Pos), t.Function)
		for _, b := range l.Branches {
			f.Branches = append(f.Branches, u.branch(b))
		}
		u.add(f)
	}
}

// uncheckedBegin is a may claim: on some path the opener has failed, and the
// handle is used.
func uncheckedBegin(u *unit, r Rule, t *region.Transaction) {
	if t.Unchecked {
		f := u.finding(r, t.Opener, t)
		f.Message = fmt.Sprintf("the transaction of %s in %s is used before its error was looked at: on failure the handle is nil", t.Opener.Name, t.Function)
		u.add(f)
	}
}

// swallowedError is a must claim on a path: a statement has failed, or nobody
// can know whether it did, and the transaction commits.
func swallowedError(u *unit, r Rule, t *region.Transaction) {
	for _, s := range t.Swallowed {
		f := u.finding(r, s, t)
		f.Message = fmt.Sprintf("the error of %s in %s is lost, and the transaction can commit without it: return it and roll back", s.Name, t.Function)
		u.add(f)
	}
}

// uncheckedCommit is a must claim: the error is dropped on every path.
func uncheckedCommit(u *unit, r Rule, t *region.Transaction) {
	for _, c := range t.UncheckedCommit {
		f := u.finding(r, c, t)
		f.Message = fmt.Sprintf("nobody looks at the error of %s in %s: when it fails, nothing was written", c.Name, t.Function)
		u.add(f)
	}
}

// deferredCommit is a must claim: the deferred call commits on every path.
func deferredCommit(u *unit, r Rule, t *region.Transaction) {
	for _, d := range t.DeferredCommit {
		f := u.finding(r, d, t)
		f.Message = fmt.Sprintf("this deferred call commits the transaction of %s whatever happened in %s, also after an error or a panic: defer the rollback, and commit at the end", t.Opener.Name, t.Function)
		u.add(f)
	}
}

// useAfterEnd is a must claim: the transaction has ended on every path here.
func useAfterEnd(u *unit, r Rule, t *region.Transaction) {
	for _, x := range t.AfterEnd {
		f := u.finding(r, x.Place, t)
		what := "statement"
		if x.Commit {
			what = "commit"
		}
		f.Message = fmt.Sprintf("%s on a transaction that has ended: %s in %s always fails", what, x.Name, t.Function)
		u.add(f)
	}
}
