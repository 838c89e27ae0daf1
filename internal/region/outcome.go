package region

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// maxOutcomes and maxConds bound summaries. Beyond, outcomes with the same end
// are merged.
const (
	maxOutcomes = 8
	maxConds    = 4
)

// outcomes describes the exits of a run as its callers see them.
func (m *machine) outcomes(exits []exit) []summary.Outcome {
	var all []summary.Outcome
	for _, x := range exits {
		o := summary.Outcome{Life: x.life, Escapes: x.escaped}
		o.Holders = m.holders(x)
		o.Results = results(x)
		o.Conds = m.conds(x)
		all = append(all, o)
	}
	return reduce(all)
}

// reduce drops what makes no difference: where all outcomes end alike, how
// control got there does not matter.
func reduce(all []summary.Outcome) []summary.Outcome {
	ends := map[string]bool{}
	for _, o := range all {
		ends[endOf(o)] = true
	}
	if len(ends) == 1 {
		for _, o := range all[1:] {
			all[0].Results = common2(all[0].Results, o.Results)
		}
		all = all[:1]
		all[0].Conds = nil
	}
	slices.SortFunc(all, func(a, b summary.Outcome) int { return cmp.Compare(text(a), text(b)) })
	all = slices.CompactFunc(all, func(a, b summary.Outcome) bool { return text(a) == text(b) })
	if len(all) <= maxOutcomes {
		return all
	}
	byEnd := map[string]int{}
	var merged []summary.Outcome
	for _, o := range all {
		i, ok := byEnd[endOf(o)]
		if !ok {
			byEnd[endOf(o)] = len(merged)
			merged = append(merged, o)
			continue
		}
		merged[i].Conds = common2(merged[i].Conds, o.Conds)
		merged[i].Results = common2(merged[i].Results, o.Results)
	}
	return merged
}

func common2[T comparable](a, b []T) []T {
	return slices.DeleteFunc(slices.Clone(a), func(x T) bool { return !slices.Contains(b, x) })
}

func endOf(o summary.Outcome) string {
	o.Conds, o.Results = nil, nil
	return text(o)
}

// holders lists the results that hold the transaction.
func (m *machine) holders(x exit) []summary.Holder {
	var hs []summary.Holder
	for i, s := range x.results {
		if ends := m.endsWhenCalled(x, s); ends != "" {
			hs = append(hs, summary.Holder{Result: i, Ends: ends})
			continue
		}
		path, ok := m.pathTo(x.env, s, 0)
		if !ok {
			continue
		}
		h := summary.Holder{Result: i, Path: path}
		if types.IsInterface(x.ret.Results[i].Type()) {
			if v, isValue := s.(ssa.Value); isValue {
				h.Type = typeName(v.Type())
			} else if s == (txSymbol{}) && m.site.typ != nil && !types.IsInterface(m.site.typ) {
				h.Type = typeName(m.site.typ)
			}
		}
		hs = append(hs, h)
	}
	return hs
}

// heldByReceiver tells where the receiver of a method holds the transaction that
// the method opens and does not return: a session, as ORMs have them.
func (m *machine) heldByReceiver(x exit) []summary.Holder {
	root := m.site.root
	if x.life != summary.Open || root.Signature.Recv() == nil {
		return nil
	}
	path, ok := m.pathTo(x.env, x.env.of(root.Params[0]), 0)
	if !ok || path == "" {
		return nil
	}
	return []summary.Holder{{Recv: true, Path: path}}
}

// endsWhenCalled tells how a function value ends the transaction when it is
// called, see summary.Holder; "" when it does not.
func (m *machine) endsWhenCalled(x exit, s symbol) string {
	switch c := s.(type) {
	case closer:
		return endingName(c.commit)
	case finisher:
		if c.recovers {
			return byErrorOrPanic
		}
		return byError
	}
	mc, is := s.(*ssa.MakeClosure)
	if !is || x.life != summary.Open {
		return ""
	}
	fn := mc.Fn.(*ssa.Function)
	if obj := ir.Object(fn); obj != nil {
		model, known := m.Cat.Func(obj)
		if known && model.Ends != nil && len(mc.Bindings) == 1 && x.env.of(mc.Bindings[0]) == (txSymbol{}) {
			return endingName(model.Ends.Commit)
		}
		return ""
	}
	saved := m.record
	m.record = newRecord()
	exits := (&body{m: m, frame: &frame{fn: fn, outer: &frame{fn: m.site.root}}}).run(x.state.clone())
	m.record = saved
	return m.endingOf(fn, exits)
}

func endingName(commit bool) string {
	if commit {
		return "commit"
	}
	return "rollback"
}

// endingOf tells how a literal with these exits ends the transaction: one that
// commits at times and is no finisher is taken for a rollback.
func (m *machine) endingOf(fn *ssa.Function, exits []exit) string {
	commits, byErr := len(exits) > 0, len(exits) > 0 && len(fn.Params) == 1
	for _, e := range exits {
		if !e.life.Ended() {
			return ""
		}
		commits = commits && e.life == summary.Committed
		if byErr {
			f := e.env.fact(initial{cell{fn.Params[0], ""}})
			byErr = f == isNil && e.life == summary.Committed || f == nonNil && e.life == summary.RolledBack
		}
	}
	switch {
	case len(exits) == 0:
		return ""
	case byErr && m.literalRecovers(fn):
		return byErrorOrPanic
	case byErr:
		return byError
	}
	return endingName(commits)
}

// results tells what is known of the results that can be nil, true or false.
func results(x exit) []summary.Result {
	var rs []summary.Result
	for i, s := range x.results {
		if v, ok := valueOf(x.env.fact(s)); ok && s != (txSymbol{}) {
			rs = append(rs, summary.Result{Index: i, Is: v})
		}
	}
	return rs
}

// conds tells what held of the arguments on the way to an exit.
func (m *machine) conds(x exit) []summary.Cond {
	var cs []summary.Cond
	for i, f := range x.env.facts.all() {
		s := x.env.names.symbols[i]
		v, ok := valueOf(f)
		if !ok {
			continue
		}
		deref := false
		if in, is := s.(initial); is && in.cell.path == "" {
			deref, s = true, in.cell.base
		}
		if loc, ok := location(m.site.root, s); ok && loc != m.site.loc {
			cs = append(cs, summary.Cond{Loc: loc, Deref: deref, Is: v})
		}
	}
	slices.SortFunc(cs, func(a, b summary.Cond) int {
		return cmp.Or(cmp.Compare(a.Arg, b.Arg), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Is, b.Is))
	})
	return cs[:min(len(cs), maxConds)]
}

// opening describes what the function that opens the site returns, nil where
// it does not return the transaction.
func (m *machine) opening(exits []exit) *summary.Opening {
	var all []summary.Outcome
	opens := false
	for _, x := range exits {
		o := summary.Outcome{Life: summary.Failed}
		hs := m.holders(x)
		if len(hs) == 0 {
			hs = m.heldByReceiver(x)
		}
		if x.life == summary.Open && len(hs) > 0 {
			o.Life, o.Holders = summary.Open, hs
			opens = true
		} else if x.life == summary.Failed {
			o.Holders = hs
		}
		all = append(all, o)
	}
	if !opens {
		return nil
	}
	for i, x := range exits {
		o := &all[i]
		o.Conds, o.Results = m.conds(x), results(x)
		o.Results = byConvention(m.site.root, *o)
	}
	op := &summary.Opening{Outcomes: reduce(all), Type: m.site.opens.Type, Ctx: summary.NoCtx}
	if p, ok := m.site.ctx.(*ssa.Parameter); ok && m.site.ctx != nil {
		op.Ctx = argOf(m.site.root, p)
	}
	if loc, ok := locOf(m.site.root, m.site.pool); ok {
		op.Pool = &loc
	}
	op.Context = m.site.lasts.loc(m.site.root)
	return op
}

// byConvention completes what is known of the error result: an opener that
// gives a transaction says so with a nil error, and one that doesn't with an
// error.
func byConvention(root *ssa.Function, o summary.Outcome) []summary.Result {
	last := root.Signature.Results().Len() - 1
	if last < 0 || !isError(root.Signature.Results().At(last).Type()) {
		return o.Results
	}
	for _, r := range o.Results {
		if r.Index == last {
			return o.Results
		}
	}
	is := summary.NonNil
	if o.Life == summary.Open {
		is = summary.Nil
	}
	return append(o.Results, summary.Result{Index: last, Is: is})
}

// text renders an outcome, to sort and compare.
func text(o summary.Outcome) string {
	var b strings.Builder
	b.WriteString(itoa(int(o.Life)))
	if o.Escapes {
		b.WriteString("!")
	}
	for _, h := range o.Holders {
		if h.Recv {
			b.WriteString(" recv")
		}
		b.WriteString(" h" + itoa(h.Result) + h.Path + h.Type + h.Ends)
	}
	for _, r := range o.Results {
		b.WriteString(" r" + itoa(r.Index) + string(r.Is))
	}
	for _, c := range o.Conds {
		b.WriteString(" c" + itoa(c.Arg) + c.Path + string(c.Is))
		if c.Deref {
			b.WriteString("*")
		}
	}
	return b.String()
}
