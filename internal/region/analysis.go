package region

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// maxRounds bounds how often functions that call each other in a cycle are
// analysed until their summaries agree.
const maxRounds = 6

// An Analysis follows all transactions of a package.
type Analysis struct {
	*Scope
	prog      *ir.Program
	callbacks map[*ssa.Function]*callback
	literals  map[*ssa.Function]*summary.Summary // of literals that open or run transactions
	sitesIn   map[*ssa.Function]int
	found     map[*ssa.Function][]func() *Transaction // made when all summaries are complete
	blind     map[ssa.CallInstruction]string          // with Explain: calls of runners whose callback can't be seen

	Capped []string // functions in which a bound was reached
	Broken []string // functions whose analysis failed, with the reason
}

// Analyze follows the transactions of a package, completes the summaries of
// its functions, and returns the transactions in source order.
func Analyze(sc *Scope, prog *ir.Program) *Analysis {
	a := &Analysis{Scope: sc, prog: prog, callbacks: map[*ssa.Function]*callback{}, literals: map[*ssa.Function]*summary.Summary{}, sitesIn: map[*ssa.Function]int{}, found: map[*ssa.Function][]func() *Transaction{}, blind: map[ssa.CallInstruction]string{}}
	sc.program = prog
	order := a.order()
	for range maxRounds {
		changed := false
		sc.alikes = map[*types.TypeName][]summary.Alike{}
		for _, fn := range order {
			if a.function(fn) {
				changed = true
			}
		}
		if !changed {
			break
		}
	}
	a.publishAlike()
	return a
}

// Sites counts the transactions that were followed.
func (a *Analysis) Sites() int {
	n := 0
	for _, k := range a.sitesIn {
		n += k
	}
	return n
}

// Transactions returns what was found, in source order.
func (a *Analysis) Transactions() []*Transaction {
	var all []*Transaction
	for _, fn := range a.prog.Funcs {
		for _, view := range a.found[fn] {
			all = append(all, view())
		}
	}
	for call, runner := range a.blind {
		all = append(all, a.unseen(call, runner))
	}
	return all
}

// order lists the functions callees first, so that most summaries are complete
// when they are asked for.
func (a *Analysis) order() []*ssa.Function {
	var order []*ssa.Function
	seen := map[*ssa.Function]bool{}
	own := map[*ssa.Function]bool{}
	for _, fn := range a.prog.Funcs {
		own[fn] = true
	}
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		if seen[fn] || !own[fn] {
			return
		}
		seen[fn] = true
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				for _, op := range instr.Operands(nil) {
					switch x := (*op).(type) {
					case *ssa.Function:
						if o := x.Origin(); o != nil {
							x = o
						}
						visit(x)
					}
				}
			}
		}
		order = append(order, fn)
	}
	for _, fn := range a.prog.Funcs {
		visit(fn)
	}
	return order
}

// function analyses one function and reports whether what its callers, or
// callbacks in it, have to know changed. A panic is noted, and the rest goes on.
func (a *Analysis) function(fn *ssa.Function) (changed bool) {
	defer func() {
		if r := recover(); r != nil {
			a.note(&a.Broken, fmt.Sprintf("%s: %v", fn, r))
			changed = false
		}
	}()
	changed = a.noteCallbacks(fn)
	sites := a.sites(fn)
	uses, asks := a.poolUses(fn)
	gives, confined := a.gives(fn), a.confined(fn)
	if len(sites) == 0 && len(uses) == 0 && len(gives) == 0 && !asks && len(confined) == 0 {
		return changed
	}
	a.sitesIn[fn] = len(sites)
	a.found[fn] = nil
	var open []*summary.Opening
	sum := &summary.Summary{Gives: gives, Asks: asks, Confined: confined}
	runs := map[*ssa.Function][]summary.Run{}
	for _, s := range sites {
		m := newMachine(a.Scope, a.prog, s)
		exits := m.run()
		if m.capped {
			a.note(&a.Capped, fn.String())
			uses = nil
			if a.Explain && s.origin != Argument {
				a.found[fn] = append(a.found[fn], func() *Transaction {
					return m.unfollowed("the function is too large to follow it: a bound was reached")
				})
			}
			continue
		}
		switch s.origin {
		case Opened:
			if o := m.opening(exits); o != nil && !s.savepoint {
				open = append(open, o)
			}
		default:
			p, ok := m.txParam(exits)
			if ok {
				sum.Params = append(sum.Params, p)
			}
			m.tellUses(uses, p.Ends())
		}
		m.collectRuns(runs)
		if s.origin != Argument || a.Explain {
			a.found[fn] = append(a.found[fn], func() *Transaction { return m.view(exits) })
		}
	}
	sum.Opens, sum.Pools = join(open), choose(uses)
	return a.publish(fn, sum, runs) || changed
}

func (a *Analysis) note(list *[]string, s string) {
	if !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// join makes one opening of those of several openers in a function.
func join(open []*summary.Opening) *summary.Opening {
	if len(open) == 0 {
		return nil
	}
	o := *open[0]
	for _, p := range open[1:] {
		o.Outcomes = append(o.Outcomes, p.Outcomes...)
	}
	o.Outcomes = reduce(slices.Clone(o.Outcomes))
	return &o
}

// txParam describes what the function does to the site, false when nothing
// that a caller has to know.
func (m *machine) txParam(exits []exit) (summary.TxParam, bool) {
	p := summary.TxParam{Loc: m.site.loc, Stmts: len(m.record.statements) > 0, Access: m.total(), Work: m.work()}
	p.Outcomes = m.outcomes(exits)
	if p.Ends() {
		p.Inside = m.kindsInside()
	}
	idle := !p.Stmts
	for _, o := range p.Outcomes {
		if o.Life != summary.Open || o.Escapes || len(o.Holders) > 0 {
			idle = false
		}
	}
	return p, !idle && m.site.loc.Arg != noArg
}

// kindsInside lists the kinds of effects that were reached with the
// transaction open.
func (m *machine) kindsInside() []catalog.Kind {
	var kinds []catalog.Kind
	for _, e := range m.effects(m.staging(nil, ir.NewReach(nil))) {
		for _, x := range e.Effects {
			if !slices.Contains(kinds, x.Kind) {
				kinds = append(kinds, x.Kind)
			}
		}
	}
	slices.Sort(kinds)
	return kinds
}

// collectRuns files the parameters that are called inside the transaction
// under the function that declares them.
func (m *machine) collectRuns(runs map[*ssa.Function][]summary.Run) {
	for _, r := range m.record.runs {
		declared := r.param.Parent()
		run := summary.Run{Callback: argOf(r.param.Parent(), r.param), Tx: r.tx, Retried: r.again, Managed: m.site.run != nil && m.site.run.managed}
		if loc, ok := locOf(r.param.Parent(), m.site.pool); ok {
			run.Pool = &loc
		}
		run.Context = m.lifetime().loc(r.param.Parent())
		if !slices.ContainsFunc(runs[declared], func(x summary.Run) bool { return x.Callback == run.Callback }) {
			runs[declared] = append(runs[declared], run)
		}
	}
}

// summaryOf returns the summary to complete of a declared function or literal.
func (a *Analysis) summaryOf(fn *ssa.Function) *summary.Summary {
	if obj := ir.Object(fn); obj != nil {
		return a.Summaries.Of(obj)
	}
	if a.literals[fn] == nil {
		a.literals[fn] = &summary.Summary{}
	}
	return a.literals[fn]
}

// publish stores what was learned in the summaries and reports changes.
func (a *Analysis) publish(fn *ssa.Function, sum *summary.Summary, runs map[*ssa.Function][]summary.Run) bool {
	changed := false
	if s := a.summaryOf(fn); s != nil {
		old := *s
		s.Opens, s.Params, s.Confined = sum.Opens, sum.Params, sum.Confined
		s.Pools, s.Gives, s.Asks = sum.Pools, sum.Gives, sum.Asks
		changed = !reflect.DeepEqual(old, *s)
	}
	for declared, list := range runs {
		s := a.summaryOf(declared)
		if s == nil {
			continue
		}
		for _, r := range list {
			if !slices.ContainsFunc(s.Runs, func(x summary.Run) bool { return x.Callback == r.Callback }) {
				s.Runs = append(s.Runs, r)
				changed = true
			}
		}
		slices.SortFunc(s.Runs, func(x, y summary.Run) int { return x.Callback - y.Callback })
	}
	return changed
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
			if s := a.literals[lit]; s != nil && a.noteRuns(call, s.Runs, 0, "the local runner") {
				changed = true
			}
		}
		return changed
	}
	var runs []summary.Run
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
	}
	shift := 0
	if obj.Signature().Recv() != nil && !call.Common().IsInvoke() {
		shift = 1
	}
	return a.noteRuns(call, runs, shift, a.Summaries.Display(obj))
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
		if p := passedOnParam(args[i]); p != nil && a.noteForwarded(call, p, r, pool) {
			changed = true
		}
		fns := functions(args[i])
		if len(fns) == 0 && a.Explain {
			a.blind[call] = runner
		}
		for _, fn := range fns {
			if a.callbacks[fn] != nil || fn.Blocks == nil {
				continue
			}
			cb := &callback{runner: runner, call: call, tx: summary.Loc{Arg: noArg}, retried: r.Retried, managed: r.Managed, pool: a.poolInMethod(fn, args[i], pool), lasts: a.runLasts(call, r)}
			if r.Tx != nil {
				cb.tx = *r.Tx
			}
			a.callbacks[fn] = cb
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

// noteForwarded notes that a function hands its parameter on to a runner, and so
// is one. In a loop it may hand it on more than once.
func (a *Analysis) noteForwarded(call ssa.CallInstruction, p *ssa.Parameter, r summary.Run, pool origin) bool {
	s := a.summaryOf(p.Parent())
	run := summary.Run{Callback: argOf(p.Parent(), p), Tx: r.Tx, Retried: r.Retried || ir.Cycles(call.Parent())[call.Block()], Managed: r.Managed}
	run.Context = a.runLasts(call, r).loc(p.Parent())
	if loc, ok := locOf(p.Parent(), pool); ok {
		run.Pool = &loc
	}
	if s == nil || slices.ContainsFunc(s.Runs, func(x summary.Run) bool { return x.Callback == run.Callback }) {
		return false
	}
	s.Runs = append(s.Runs, run)
	return true
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
		return origin{fn.Params[0], rest}
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
				for _, r := range *alloc.Referrers() {
					if s, ok := r.(*ssa.Store); ok && s.Addr == ssa.Value(alloc) {
						visit(s.Val)
					}
				}
			}
		}
	}
	visit(v)
	return found
}
