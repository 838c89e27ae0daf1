package region

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/flow"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// Bounds. Reaching one makes the analysis of a site give up: it then says
// nothing, and is counted.
const (
	maxTransfers = 20000 // block transfers of one site, closures included
	maxStates    = 24    // states within a block
	maxDepth     = 6     // closures run inside closures
	maxDefers    = 24    // deferred calls of one function
	maxFacts     = 4000  // values, cells and facts known at one point
)

// A machine follows one site through one function.
type machine struct {
	*Scope
	prog *ir.Program
	site *site

	transfers int
	capped    bool
	lists     [][]*ssa.Defer // deferred calls by key.defers; lists[0] is empty
	failures  map[failure]*failure
	turns     map[turn]*turn
	latches   map[*ssa.BasicBlock]bool
	around    *ast.BlockStmt       // body of the loop around the opener, once asked for
	busy      map[*ssa.Call]bool   // statements whose cursor makes others fail
	locked    bool                 // a mutex was taken
	stmts     map[symbol]*ssa.Call // error results of statements of the transaction
	cycles    map[*ssa.Function]map[*ssa.BasicBlock]bool

	dynamic  map[symbol]types.Type // concrete types of results that are interfaces
	carriers map[*ssa.Call]string  // calls whose result has their error in this field
	exiting  *ssa.Return           // while deferred calls of the root run: where they lead

	deferrals map[*ssa.Defer]*deferral

	record *record
}

func newMachine(sc *Scope, prog *ir.Program, s *site) *machine {
	m := &machine{
		Scope: sc, prog: prog, site: s, transfers: maxTransfers,
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
	st := state{env: newEnv()}
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
	if !flow.Solve(blocks{b.frame.fn}, entry, b, b.m.transfers) {
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
	m.transfers--
	if m.transfers <= 0 {
		m.capped = true
		return nil
	}
	block := b.frame.fn.Blocks[node]
	states := []state{{in.Key, in.State.clone()}}
	for _, instr := range block.Instrs {
		var next []state
		for _, st := range states {
			if st.env.size() > maxFacts {
				m.capped = true
				return nil
			}
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
