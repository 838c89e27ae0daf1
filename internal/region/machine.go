package region

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/flow"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// Bounds. Reaching one makes the analysis of a site give up: it then says
// nothing, and is counted.
const (
	maxWork   = 60_000_000  // of one site, closures included: values looked at
	maxWorkIn = 150_000_000 // of all sites of a function
	maxStates = 24          // states within a block
	maxDepth  = 6           // closures run inside closures
	maxDefers = 24          // deferred calls of one function
)

// What takes about as long as looking at so many values.
const (
	blockWork = 150 // running a block, without its instructions
	instrWork = 10  // running an instruction
)

// A machine follows one site through one function.
type machine struct {
	*Scope
	prog *ir.Program
	site *site

	names    *names // which count the work that was done
	limit    int    // of that
	capped   bool
	lists    [][]*ssa.Defer // deferred calls by key.defers; lists[0] is empty
	failures map[failure]*failure
	turns    map[turn]*turn
	latches  map[*ssa.BasicBlock]bool
	around   *ast.BlockStmt       // body of the loop around the opener, once asked for
	busy     map[*ssa.Call]bool   // statements whose cursor makes others fail
	locked   bool                 // a mutex was taken
	stmts    map[symbol]*ssa.Call // error results of statements of the transaction
	cycles   map[*ssa.Function]map[*ssa.BasicBlock]bool

	dynamic  map[symbol]types.Type // concrete types of results that are interfaces
	carriers map[*ssa.Call]string  // calls whose result has their error in this field
	exiting  *ssa.Return           // while deferred calls of the root run: where they lead

	deferrals map[*ssa.Defer]*deferral

	record *record
	prev   map[*ssa.BasicBlock]*ssa.BasicBlock // see ways
}

func newMachine(sc *Scope, prog *ir.Program, s *site) *machine {
	m := &machine{
		Scope: sc, prog: prog, site: s, names: newNames(), limit: maxWork,
		lists: [][]*ssa.Defer{nil}, failures: map[failure]*failure{}, turns: map[turn]*turn{}, latches: map[*ssa.BasicBlock]bool{},
		busy: map[*ssa.Call]bool{}, stmts: map[symbol]*ssa.Call{}, cycles: map[*ssa.Function]map[*ssa.BasicBlock]bool{},
		dynamic: map[symbol]types.Type{}, carriers: map[*ssa.Call]string{}, deferrals: map[*ssa.Defer]*deferral{}, record: newRecord(),
	}
	if sc.Explain {
		m.record.trace = newTrace()
	}
	return m
}

// run follows the site from the entry of its function to its exits.
func (m *machine) run() []exit {
	st := state{env: newEnv(m.names)}
	if m.site.origin != Opened {
		st.life = summary.Open
		m.place(st.env)
	}
	return (&body{m: m, frame: &frame{fn: m.site.root}}).run(st)
}

// place puts the transaction where the callers hand it.
func (m *machine) place(e *env) {
	if m.site.loc.Arg == noArg {
		return
	}
	p := param(m.site.root, m.site.loc.Arg)
	if p == nil {
		return
	}
	if m.site.loc.Path == "" {
		e.setAlias(p, txSymbol{})
	} else {
		e.setCell(cell{p, m.site.loc.Path}, txSymbol{})
	}
	e.learn(txSymbol{}, nonNil)
}

// param returns the parameter that the catalogue counts as index arg, or nil.
func param(fn *ssa.Function, arg int) *ssa.Parameter {
	if fn.Signature.Recv() != nil {
		arg++
	}
	if arg < 0 || arg >= len(fn.Params) {
		return nil
	}
	return fn.Params[arg]
}

// argOf is the inverse of param.
func argOf(fn *ssa.Function, p *ssa.Parameter) int {
	for i, q := range fn.Params {
		if p == q {
			if fn.Signature.Recv() != nil {
				return i - 1
			}
			return i
		}
	}
	return noArg
}

// An exit is one way in which control leaves a function.
type exit struct {
	state
	ret     *ssa.Return
	results []symbol

	// When the run has been concluded, all that is left of env.
	carries bool // a result holds the transaction
	err     fact // what is known of the last result, where that is an error
}

// conclude forgets what is not asked any more of a run that has ended: what is
// known at each exit takes much memory.
func (m *machine) conclude(exits []exit) {
	for i := range exits {
		x := &exits[i]
		x.carries = slices.ContainsFunc(x.results, func(s symbol) bool { return m.carries(x.env, s, 0) })
		if last := len(x.results) - 1; last >= 0 && isError(x.ret.Results[last].Type()) {
			x.err = x.env.fact(x.results[last])
		}
		if !m.locked {
			x.env = nil
		}
	}
	m.names = &names{work: m.names.work}
}

// A frame is a function that is being run: the root, or a closure inside it.
type frame struct {
	fn    *ssa.Function
	outer *frame
	call  ssa.Instruction // in outer.fn, nil for the root
}

func (f *frame) depth() int {
	n := 0
	for ; f != nil; f = f.outer {
		n++
	}
	return n
}

func (f *frame) runs(fn *ssa.Function) bool {
	for ; f != nil; f = f.outer {
		if f.fn == fn {
			return true
		}
	}
	return false
}

// root returns the instruction of the root function in which instr happens.
func (f *frame) root(instr ssa.Instruction) ssa.Instruction {
	for ; f.outer != nil; f = f.outer {
		instr = f.call
	}
	return instr
}

// body runs one function body; it is the dataflow problem.
type body struct {
	m     *machine
	frame *frame
	exits []exit
}

func (b *body) run(st state) []exit {
	saved := st.defers
	st.defers = 0
	entry := []flow.Fact[key, *env]{{Key: st.key, State: st.env}}
	if !flow.Solve(blocks{b.frame.fn}, entry, b, max(b.m.limit-b.m.names.work, 0)/blockWork) {
		b.m.capped = true
	}
	for i := range b.exits {
		b.exits[i].defers = saved
	}
	return b.exits
}

// blocks presents the blocks of a function as a graph.
type blocks struct{ fn *ssa.Function }

func (g blocks) Len() int { return len(g.fn.Blocks) }

func (g blocks) Succs(n int) []int {
	var succs []int
	for _, s := range g.fn.Blocks[n].Succs {
		succs = append(succs, s.Index)
	}
	return succs
}

func (b *body) Merge(node int, old, new *env) (*env, bool) { return merge(node, old, new) }

// spend notes that work was done, and reports whether that reached the bound.
func (m *machine) spend(work int) bool {
	m.names.work += work
	m.capped = m.capped || m.names.work > m.limit
	return m.capped
}

// Enter evaluates the phis of a block, all at once.
func (b *body) Enter(from, succ int, e *env) *env {
	block := b.frame.fn.Blocks[from]
	to := block.Succs[succ]
	phis := 0
	for phis < len(to.Instrs) {
		if _, ok := to.Instrs[phis].(*ssa.Phi); !ok {
			break
		}
		phis++
	}
	if phis == 0 {
		return e
	}
	pred := predIndex(block, succ)
	values := make([]symbol, phis)
	for i := range phis {
		values[i] = e.of(to.Instrs[i].(*ssa.Phi).Edges[pred])
	}
	e = e.clone()
	for i := range phis {
		phi := to.Instrs[i].(*ssa.Phi)
		if values[i] != symbol(phi) {
			e.forget(phi)
			e.setAlias(phi, values[i])
		}
	}
	return e
}

// predIndex returns which predecessor of its successor an edge is.
func predIndex(from *ssa.BasicBlock, succ int) int {
	to := from.Succs[succ]
	nth := 0
	for _, s := range from.Succs[:succ] {
		if s == to {
			nth++
		}
	}
	for i, p := range to.Preds {
		if p == from {
			if nth == 0 {
				return i
			}
			nth--
		}
	}
	return 0
}

// Transfer runs a block.
func (b *body) Transfer(node int, in flow.Fact[key, *env]) []flow.Edge[key, *env] {
	m := b.m
	if m.spend(blockWork) {
		return nil
	}
	block := b.frame.fn.Blocks[node]
	states := []state{{in.Key, in.State.clone()}}
	for _, instr := range block.Instrs {
		if m.spend(instrWork * len(states)) {
			return nil
		}
		var next []state
		for _, st := range states {
			next = append(next, b.traced(instr, st)...)
		}
		if states = b.compress(next); len(states) == 0 {
			return nil
		}
	}
	return b.leave(block, states)
}

// leave distributes the states at the end of a block over its successors.
func (b *body) leave(block *ssa.BasicBlock, states []state) []flow.Edge[key, *env] {
	var edges []flow.Edge[key, *env]
	add := func(succ int, st state) {
		st.turn = b.turnOf(block, succ, &st)
		edges = append(edges, flow.Edge[key, *env]{Succ: succ, Fact: flow.Fact[key, *env]{Key: st.key, State: st.env}})
	}
	for _, st := range states {
		branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
		if !ok {
			if len(block.Succs) == 1 {
				add(0, st)
			}
			continue
		}
		for succ, want := range []bool{true, false} {
			taken := st.clone()
			if b.refine(&taken, branch.Cond, want, block.Succs[succ]) {
				add(succ, taken)
			}
		}
	}
	return edges
}

// compress merges states of equal property when there are many.
func (b *body) compress(states []state) []state {
	if len(states) <= maxStates {
		return states
	}
	return dedupe(states)
}
