package region

import (
	"fmt"
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
	tooLarge  map[siteID]*machine                     // what reached a bound, see follow

	Capped []string // functions in which a bound was reached
	Broken []string // functions whose analysis failed, with the reason
}

// Analyze follows the transactions of a package, completes the summaries of
// its functions, and returns the transactions in source order.
func Analyze(sc *Scope, prog *ir.Program) *Analysis {
	a := &Analysis{Scope: sc, prog: prog, callbacks: map[*ssa.Function]*callback{}, literals: map[*ssa.Function]*summary.Summary{}, sitesIn: map[*ssa.Function]int{}, found: map[*ssa.Function][]func() *Transaction{}, blind: map[ssa.CallInstruction]string{}, tooLarge: map[siteID]*machine{}}
	sc.program = prog
	sc.Summaries.Watch(a.ledger.readObject)
	defer sc.Summaries.Watch(nil)
	order := a.order()
	for changed, round := true, 0; changed && round < maxRounds; round++ {
		changed = false
		a.compareAlike()
		for _, fn := range order {
			if a.ledger.due(fn) && a.function(fn) {
				changed = true
			}
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
	a.ledger.begin(fn)
	defer func() {
		a.ledger.end()
		if r := recover(); r != nil {
			a.note(&a.Broken, fmt.Sprintf("%s: %v", fn, r))
			changed = false
		}
	}()
	changed = a.noteCallbacks(fn)
	sites := a.sites(fn)
	uses, asks := a.poolUses(fn)
	gives, confined := a.gives(fn), a.confined(fn)
	if len(sites) == 0 && len(a.supposedSites(fn)) == 0 && len(uses) == 0 && len(gives) == 0 && asks == nil && len(confined) == 0 {
		return changed
	}
	a.sitesIn[fn] = len(sites)
	a.found[fn] = nil
	var open []*summary.Opening
	sum := &summary.Summary{Gives: gives, Confined: confined}
	if asks != nil {
		sum.Asks, sum.Key = true, asks.Key
	}
	runs := map[*ssa.Function][]summary.Run{}
	work := maxWorkIn
	for _, s := range sites {
		m, exits := a.follow(s, work)
		work -= m.names.work
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
		m.conclude(exits)
		if s.origin != Argument || a.Explain {
			a.found[fn] = append(a.found[fn], func() *Transaction { return m.view(exits) })
		}
	}
	sum.Opens, sum.Pools = join(open), choose(uses)
	a.suppose(fn, sum, work)
	return a.publish(fn, sum, runs) || changed
}

// follow follows a site, unless that reached a bound in an earlier round: it
// would again, and that is what takes longest.
func (a *Analysis) follow(s *site, work int) (*machine, []exit) {
	id := siteID{s.origin, s.root, s.call, s.loc}
	if m := a.tooLarge[id]; m != nil {
		return m, nil
	}
	m := newMachine(a.Scope, a.prog, s)
	var exits []exit
	if m.limit = min(m.limit, work); m.limit > 0 {
		exits = m.run()
	} else {
		m.capped = true
	}
	if m.capped {
		a.tooLarge[id] = m
	}
	return m, exits
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
	p.Rows = m.kindsAsRows()
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

// kindsAsRows lists the kinds of effects of the function that are all statements
// of the transaction.
func (m *machine) kindsAsRows() []catalog.Kind {
	var kinds []catalog.Kind
	for _, e := range m.record.events {
		if !e.rows || e.node == nil {
			continue
		}
		for _, x := range m.Summaries.EffectsAt(e.node) {
			kinds = append(kinds, x.Kind)
		}
	}
	if len(kinds) == 0 {
		return nil
	}
	others := m.kindsInside()
	slices.Sort(kinds)
	return slices.DeleteFunc(slices.Compact(kinds), func(k catalog.Kind) bool { return slices.Contains(others, k) })
}

// summaryOf returns the summary to complete of a declared function or literal.
// Who writes to it depends on nothing in it.
func (a *Analysis) summaryOf(fn *ssa.Function) *summary.Summary {
	defer a.ledger.pause()()
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
		s.Pools, s.Gives, s.Asks, s.Key = sum.Pools, sum.Gives, sum.Asks, sum.Key
		s.Supposed = joinSupposed(sum.Supposed, s.Supposed)
		if changed = !reflect.DeepEqual(old, *s); changed {
			a.summaryChanged(fn)
		}
		if old.OnReceiver() != s.OnReceiver() {
			a.rolesChanged()
		}
	}
	for declared, list := range runs {
		for _, r := range list {
			changed = a.fileRun(declared, r) || changed
		}
	}
	return changed
}

// rolesChanged notes which types are transactions now, or no more.
func (a *Analysis) rolesChanged() {
	defer a.ledger.pause()()
	for _, obj := range a.Summaries.RenewRoles() {
		a.ledger.change(roleOf{obj})
	}
}

// fileRun adds to the summary of a function that it is a runner, and reports
// whether that is new.
func (a *Analysis) fileRun(declared *ssa.Function, r summary.Run) bool {
	s := a.summaryOf(declared)
	if s == nil {
		return false
	}
	var added bool
	if s.Runs, added = fileRun(s.Runs, r); added {
		a.summaryChanged(declared)
	}
	return added
}

// summaryChanged notes that the summary of a declared function or literal is
// another.
func (a *Analysis) summaryChanged(fn *ssa.Function) {
	obj := ir.Object(fn)
	if obj == nil {
		a.ledger.change(literalSummary{fn})
		return
	}
	a.ledger.change(obj)
	for _, method := range a.behindOf[obj] {
		delete(a.joint, method)
		a.ledger.change(jointSummary{method})
	}
	delete(a.behindOf, obj)
}
