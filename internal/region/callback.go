package region

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// What is handed to runners: functions that are known to run inside a
// transaction, and parameters that are.

// collectRuns files the parameters that are called inside the transaction
// under the function that declares them.
func (m *machine) collectRuns(runs map[*ssa.Function][]summary.Run) {
	for _, r := range m.record.runs {
		declared := r.param.Parent()
		run := summary.Run{Callback: argOf(r.param.Parent(), r.param), Field: r.field, Tx: r.tx, Retried: r.again, Managed: m.site.run != nil && m.site.run.managed, Kept: r.kept}
		if loc, ok := locOf(r.param.Parent(), m.site.pool); ok {
			run.Pool = &loc
		}
		run.Context = m.lifetime().loc(r.param.Parent())
		runs[declared], _ = fileRun(runs[declared], run)
	}
}

// noteCallbacks finds the functions that fn hands to runners.
func (a *Analysis) noteCallbacks(fn *ssa.Function) bool {
	changed := false
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && (a.noteCallback(call) || a.noteGiven(call)) {
				changed = true
			}
		}
	}
	return changed
}

func (a *Analysis) noteCallback(call ssa.CallInstruction) bool {
	obj := a.staticCallee(call)
	if obj == nil {
		changed := false
		for _, lit := range functions(call.Common().Value) {
			a.ledger.read(literalSummary{lit})
			if s := a.literals[lit]; s != nil && a.noteRuns(call, s.Runs, 0, "the local runner") {
				changed = true
			}
		}
		return changed
	}
	var runs []summary.Run
	var open []summary.Supposed
	if model, ok := a.Cat.Func(obj); ok {
		if model.Runs != nil {
			r := summary.Run{Callback: model.Runs.Callback, Retried: model.Runs.Retried, Managed: model.Runs.Managed, Pool: &summary.Loc{Arg: model.Runs.From}}
			if model.Runs.Tx >= 0 {
				r.Tx = &summary.Loc{Arg: model.Runs.Tx}
			}
			runs = append(runs, r)
			for _, also := range model.Runs.Also {
				r.Callback = also
				runs = append(runs, r)
			}
		}
	} else if s, known := a.summary(obj); known && s != nil {
		runs = s.Runs
		if len(s.Supposed) > 0 {
			var more []summary.Run
			more, open = a.supposedRuns(s)
			runs = append(slices.Clone(runs), more...)
		}
	}
	shift := 0
	if obj.Signature().Recv() != nil && !call.Common().IsInvoke() {
		shift = 1
	}
	forwarded := a.forwardSupposed(call, open, shift)
	return a.noteRuns(call, runs, shift, a.Summaries.Display(obj)) || forwarded
}

// noteRuns files the functions that a call of a runner is given. shift is the
// number of operands before its first argument.
func (a *Analysis) noteRuns(call ssa.CallInstruction, runs []summary.Run, shift int, runner string) bool {
	changed := false
	for _, r := range runs {
		args := call.Common().Args
		i := r.Callback + shift
		if i < 0 || i >= len(args) {
			continue
		}
		pool := a.poolOf(call, r.Pool)
		if a.noteForwarded(call, args[i], r, pool) {
			changed = true
		}
		fns := functionsIn(args[i], r.Field)
		if len(fns) == 0 && a.Explain {
			a.blind[call] = runner
		}
		for _, fn := range fns {
			if a.callbacks[fn] != nil || fn.Blocks == nil {
				continue
			}
			cb := &callback{runner: runner, call: call, tx: summary.Loc{Arg: noArg}, retried: r.Retried, managed: r.Managed, kept: r.Kept, pool: a.poolInMethod(fn, args[i], pool), lasts: a.runLasts(call, r)}
			if r.Tx != nil {
				cb.tx = *r.Tx
			}
			a.callbacks[fn] = cb
			a.ledger.change(runnerOf{fn})
			changed = true
		}
	}
	return changed
}

// passedOnParam returns the parameter of a declared function that a value is.
func passedOnParam(v ssa.Value) *ssa.Parameter {
	switch x := v.(type) {
	case *ssa.Parameter:
		return x
	case *ssa.ChangeType: // to a function type with a name
		return passedOnParam(x.X)
	case *ssa.FreeVar:
		return ir.Captured(x)
	case *ssa.UnOp:
		switch addr := x.X.(type) {
		case *ssa.FreeVar:
			return ir.Captured(addr)
		case *ssa.Alloc:
			return ir.Spilled(addr)
		}
	}
	return nil
}

// noteForwarded notes that a function hands its parameter, or a field of it, on
// to a runner, and so is one. In a loop it may hand it on more than once.
func (a *Analysis) noteForwarded(call ssa.CallInstruction, arg ssa.Value, r summary.Run, pool origin) bool {
	p, field := passedOnParam(arg), r.Field
	if p == nil && field == "" {
		p, field = passedOnField(arg)
	}
	if p == nil {
		return false
	}
	run := summary.Run{Callback: argOf(p.Parent(), p), Field: field, Tx: r.Tx, Retried: r.Retried || ir.Cycles(call.Parent())[call.Block()], Managed: r.Managed, Kept: r.Kept}
	run.Context = a.runLasts(call, r).loc(p.Parent())
	if loc, ok := locOf(p.Parent(), pool); ok {
		run.Pool = &loc
	}
	return a.fileRun(p.Parent(), run)
}

// fileRun adds a run to a sorted list, and reports whether it was not there.
func fileRun(list []summary.Run, r summary.Run) ([]summary.Run, bool) {
	i, found := slices.BinarySearchFunc(list, r, func(x, y summary.Run) int {
		return cmp.Or(x.Callback-y.Callback, strings.Compare(x.Field, y.Field))
	})
	if found {
		return list, false
	}
	return slices.Insert(list, i, r), true
}

// poolInMethod returns a pool as a callback finds it: a bound method finds that
// of its receiver there.
func (a *Analysis) poolInMethod(fn *ssa.Function, callback ssa.Value, pool origin) origin {
	mc, ok := callback.(*ssa.MakeClosure)
	if !ok || fn.Signature.Recv() == nil || len(mc.Bindings) != 1 {
		return pool
	}
	recv := a.originOf(mc.Bindings[0], "")
	if rest, ok := below(pool.path, recv.path); ok && recv.known() && recv.root == pool.root {
		return origin{root: fn.Params[0], path: rest}
	}
	return pool
}

// functions lists the functions that a value may be, as far as the function
// around it tells.
func functions(v ssa.Value) []*ssa.Function {
	var found []*ssa.Function
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value)
	visit = func(v ssa.Value) {
		if seen[v] {
			return
		}
		seen[v] = true
		switch x := v.(type) {
		case *ssa.Function:
			if o := x.Origin(); o != nil {
				x = o
			}
			found = append(found, x)
		case *ssa.MakeClosure:
			fn := x.Fn.(*ssa.Function)
			if obj := ir.Object(fn); obj != nil { // a bound method: its body is elsewhere
				fn = fn.Prog.FuncValue(obj)
			}
			if fn != nil {
				found = append(found, fn)
			}
		case *ssa.ChangeType:
			visit(x.X)
		case *ssa.Call: // made by another function
			if callee := x.Call.StaticCallee(); callee != nil {
				for _, b := range callee.Blocks {
					if ret := returnOf(b); ret != nil && len(ret.Results) > 0 {
						visit(ret.Results[0])
					}
				}
			}
		case *ssa.Phi:
			for _, e := range x.Edges {
				visit(e)
			}
		case *ssa.UnOp:
			if alloc, ok := x.X.(*ssa.Alloc); ok {
				for _, s := range assigned(alloc) {
					visit(s)
				}
			}
		case *ssa.Slice: // several of them
			for _, s := range elements(x) {
				visit(s)
			}
		}
	}
	visit(v)
	return found
}

// assigned lists what is assigned behind an address.
func assigned(addr ssa.Value) []ssa.Value {
	var vals []ssa.Value
	for _, r := range *addr.Referrers() {
		if s, ok := r.(*ssa.Store); ok && s.Addr == addr {
			vals = append(vals, s.Val)
		}
	}
	return vals
}

// elements lists what a slice literal, or a list of variadic arguments, holds.
func elements(s *ssa.Slice) []ssa.Value {
	array, ok := s.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var vals []ssa.Value
	for _, r := range *array.Referrers() {
		if at, ok := r.(*ssa.IndexAddr); ok {
			vals = append(vals, assigned(at)...)
		}
	}
	return vals
}
