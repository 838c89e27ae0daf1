package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/sqlite"
	"github.com/txlint/txlint/internal/summary"
)

// What a call of a method of an interface of the user's does, from what the
// methods behind it do.

// decorates reports whether a method behind an interface's calls that of
// another value: what it opens is what is opened there.
func (sc *Scope) decorates(impl, method *types.Func) bool {
	if sc.program == nil {
		return false
	}
	asked := [2]*types.Func{impl, method}
	does, known := sc.decorating[asked]
	if !known {
		does = invokes(sc.program.SSA.FuncValue(impl), method)
		sc.decorating[asked] = does
	}
	return does
}

// invokes reports whether a function calls a method of an interface.
func invokes(fn *ssa.Function, method *types.Func) bool {
	if fn == nil {
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && call.Common().IsInvoke() && call.Common().Method.Origin() == method {
				return true
			}
		}
	}
	return false
}

// common joins the summaries of the methods behind an interface's, and of those
// around them: it opens where all behind it open, and runs or recovers where one
// does. What one does to the transaction in its receiver, wherever it is there,
// the method does to the interface's value; those that do nothing to it are no
// transactions, as mocks are.
func common(behind, around []*summary.Summary) *summary.Summary {
	s := &summary.Summary{}
	if len(behind) > 0 && !slices.ContainsFunc(behind, func(x *summary.Summary) bool { return x.Opens == nil }) {
		s.Opens = behind[0].Opens
	}
	recv := summary.TxParam{Loc: summary.Loc{Arg: catalog.Recv}}
	all := append(behind[:len(behind):len(behind)], around...)
	for _, x := range all {
		s.Recovers = s.Recovers || x.Recovers
		if len(s.Runs) == 0 {
			s.Runs = x.Runs
		}
		for _, p := range x.Params {
			if p.Arg == catalog.Recv {
				recv.Stmts = recv.Stmts || p.Stmts
				recv.Outcomes = append(recv.Outcomes, plain(p.Outcomes)...)
				continue
			}
			joinParam(s, p)
		}
	}
	for i := range s.Params {
		p := &s.Params[i]
		if slices.ContainsFunc(all, func(x *summary.Summary) bool { return x.Param(p.Loc) == nil }) {
			p.Outcomes = append(p.Outcomes[:len(p.Outcomes):len(p.Outcomes)], summary.Outcome{Life: summary.Open})
		}
		p.Outcomes = reduce(p.Outcomes)
	}
	if len(recv.Outcomes) > 0 {
		recv.Outcomes = reduce(recv.Outcomes)
		s.Params = append(s.Params, recv)
	}
	return s
}

// joinParam adds what one of several methods does to a parameter to what the
// others do: only one of them runs.
func joinParam(s *summary.Summary, p summary.TxParam) {
	q := s.Param(p.Loc)
	if q == nil {
		p.Outcomes = slices.Clone(p.Outcomes)
		s.Params = append(s.Params, p)
		return
	}
	q.Stmts = q.Stmts || p.Stmts
	if p.Access != q.Access {
		q.Access = sqlite.Unknown
	}
	q.Work.Calls = max(q.Work.Calls, p.Work.Calls)
	q.Work.Loops = q.Work.Loops || p.Work.Loops
	q.Outcomes = append(q.Outcomes, p.Outcomes...)
	q.Rows = slices.DeleteFunc(slices.Clone(q.Rows), func(k catalog.Kind) bool { return !slices.Contains(p.Rows, k) })
	for _, kind := range p.Inside {
		if !slices.Contains(q.Inside, kind) {
			q.Inside = append(q.Inside[:len(q.Inside):len(q.Inside)], kind)
		}
	}
}

// plain drops from the outcomes of a method what is told of the fields of its
// receiver: behind an interface nobody can see them.
func plain(outcomes []summary.Outcome) []summary.Outcome {
	var list []summary.Outcome
	for _, o := range outcomes {
		own := func(c summary.Cond) bool { return c.Arg == catalog.Recv }
		if !o.Life.Ended() && slices.ContainsFunc(o.Conds, own) {
			continue // a flag of its own says that it has ended
		}
		o.Conds = slices.DeleteFunc(slices.Clone(o.Conds), own)
		o.Holders = nil
		list = append(list, o)
	}
	return list
}
