package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// Transactions that are supposed, see summary.Supposed. They are followed for
// what they run alone.

// supposes returns the method of an interface that a call may open a transaction
// by: one that makes a context from one, and fails, beside two that take a
// context and may fail. No type behind it can be seen.
func (a *Analysis) supposes(call *ssa.Call) string {
	if !call.Call.IsInvoke() {
		return ""
	}
	method := call.Call.Method
	iface, ok := call.Call.Value.Type().Underlying().(*types.Interface)
	if !ok || !makesContext(method.Signature()) || len(a.Summaries.Implementations(method)) > 0 {
		return ""
	}
	ends := 0
	for m := range iface.Methods() {
		sig := m.Signature()
		if sig.Params().Len() == 1 && isContext(sig.Params().At(0).Type()) && sig.Results().Len() == 1 && isError(sig.Results().At(0).Type()) {
			ends++
		}
	}
	if ends < 2 {
		return ""
	}
	return summary.MethodName(method)
}

func makesContext(sig *types.Signature) bool {
	return sig.Results().Len() == 2 && isContext(sig.Results().At(0).Type()) && isError(sig.Results().At(1).Type()) &&
		sig.Params().Len() > 0 && isContext(sig.Params().At(0).Type())
}

// supposedSites lists the calls of a function that may open a transaction.
func (a *Analysis) supposedSites(fn *ssa.Function) []*site {
	var list []*site
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			s := &site{origin: Opened, root: fn, call: call, loc: summary.Loc{Arg: noArg}, pos: call.Pos()}
			if s.supposes = a.supposes(call); s.supposes != "" {
				s.opens, s.err = supposedOpening(), ir.ResultOf(call, 1)
				list = append(list, s)
			} else if x := a.supposedOpener(call); x != nil {
				s.supposes, s.opens = x.Method, x.Opens
				s.err = ir.ResultOf(call, call.Call.Signature().Results().Len()-1)
				list = append(list, s)
			}
		}
	}
	return list
}

func (a *Analysis) supposedOpener(call *ssa.Call) *summary.Supposed {
	fn := a.staticCallee(call)
	if fn == nil {
		return nil
	}
	s, _ := a.summary(fn)
	if s == nil {
		return nil
	}
	for i, x := range s.Supposed {
		if x.Opens != nil {
			return &s.Supposed[i]
		}
	}
	return nil
}

// supposedOpening is what a method that makes a context returns.
func supposedOpening() *summary.Opening {
	return &summary.Opening{Ctx: summary.NoCtx, Outcomes: []summary.Outcome{
		{Life: summary.Open, Results: []summary.Result{{Index: 1, Is: summary.Nil}}, Holders: []summary.Holder{{Path: summary.Wrapped("")}}},
		{Life: summary.Failed, Results: []summary.Result{{Index: 1, Is: summary.NonNil}}},
	}}
}

// suppose follows the supposed transactions of a function.
func (a *Analysis) suppose(fn *ssa.Function, sum *summary.Summary, work int) {
	for _, s := range a.supposedSites(fn) {
		m, exits := a.follow(s, work)
		work -= m.names.work
		if m.capped {
			continue
		}
		if o := m.opening(exits); o != nil {
			sum.Supposed = append(sum.Supposed, summary.Supposed{Method: s.supposes, Opens: o})
		}
		for _, r := range m.record.runs {
			if r.param.Parent() == fn && r.field == "" && r.tx != nil {
				run := summary.Run{Callback: argOf(fn, r.param), Tx: r.tx, Retried: r.again}
				sum.Supposed = append(sum.Supposed, summary.Supposed{Method: s.supposes, Run: run})
			}
		}
	}
}

// joinSupposed adds to what a function was found to be what was noted of it where
// it hands its parameters on.
func joinSupposed(found, noted []summary.Supposed) []summary.Supposed {
	for _, x := range noted {
		if x.Opens == nil && !slices.ContainsFunc(found, func(y summary.Supposed) bool {
			return y.Method == x.Method && y.Opens == nil && y.Run.Callback == x.Run.Callback
		}) {
			found = append(found, x)
		}
	}
	return found
}

// supposedRuns lists the callbacks that a function runs inside a transaction by
// what stands behind an interface, and those of which this package does not know
// it either.
func (a *Analysis) supposedRuns(s *summary.Summary) (runs []summary.Run, open []summary.Supposed) {
	for _, x := range s.Supposed {
		if x.Opens != nil {
			continue
		}
		o := a.Summaries.OpenedBehind(x.Method)
		if o == nil {
			open = append(open, x)
			continue
		}
		r := x.Run
		r.Tx = &summary.Loc{Arg: r.Tx.Arg, Path: heldPath(o)}
		runs = append(runs, r)
	}
	return runs, open
}

// heldPath returns where the first result of an opener holds the transaction.
func heldPath(o *summary.Opening) string {
	for _, out := range o.Outcomes {
		for _, h := range out.Holders {
			if out.Life == summary.Open && h.Result == 0 && !h.Recv && h.Ends == "" {
				return h.Path
			}
		}
	}
	return summary.Wrapped("")
}

// forwardSupposed notes that a function hands its parameter on to what is a
// runner by supposition.
func (a *Analysis) forwardSupposed(call ssa.CallInstruction, open []summary.Supposed, shift int) bool {
	changed := false
	for _, x := range open {
		i := x.Run.Callback + shift
		if i >= len(call.Common().Args) {
			continue
		}
		p := passedOnParam(call.Common().Args[i])
		if p == nil {
			continue
		}
		x.Run.Callback = argOf(p.Parent(), p)
		x.Run.Retried = x.Run.Retried || ir.Cycles(call.Parent())[call.Block()]
		if s := a.summaryOf(p.Parent()); s != nil && !slices.ContainsFunc(s.Supposed, func(y summary.Supposed) bool {
			return y.Method == x.Method && y.Opens == nil && y.Run.Callback == x.Run.Callback
		}) {
			s.Supposed = append(slices.Clone(s.Supposed), x)
			a.summaryChanged(p.Parent())
			changed = true
		}
	}
	return changed
}
