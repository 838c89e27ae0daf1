package region

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// Gaps are what keeps a transaction open and does not use it: calls and loops
// between its opening and its first statement, and between its last statement
// and its commit. These are must claims: every path passes one.

// A Gap is a call, or a loop, that does not use the open transaction.
type Gap struct {
	Place
	Loop bool
}

// Early returns the gaps of which every path from the opening to the first
// statement passes one. skip tells those that are reported otherwise.
func (t *Transaction) Early(skip func(Place) bool) (Gap, bool) {
	m := t.machine
	uses := m.workDone()
	begin := m.begin()
	if begin == nil || len(uses) == 0 {
		return Gap{}, false
	}
	after := m.reach(uses)
	gates := slices.DeleteFunc(m.gates(skip), func(g gate) bool { return after[g.at] })
	return m.first(gates, []ssa.Instruction{begin}, uses)
}

// Late is Early for the way from the last statement to the commit.
func (t *Transaction) Late(skip func(Place) bool) (Gap, bool) {
	m := t.machine
	uses, ends := m.workDone(), m.commitsAt(t.exits)
	if m.begin() == nil || len(uses) == 0 || len(ends) == 0 {
		return Gap{}, false
	}
	after := m.reach(uses)
	gates := slices.DeleteFunc(m.gates(skip), func(g gate) bool {
		return !after[g.at] || meets(m.reach([]ssa.Instruction{g.at}), uses)
	})
	return m.first(gates, uses, ends)
}

// begin returns where the transaction is opened, nil where the root doesn't.
func (m *machine) begin() ssa.Instruction {
	switch {
	case m.site.origin == Opened:
		return m.site.call
	case m.site.origin == Callback && m.site.loc.Arg != noArg:
		return m.site.root.Blocks[0].Instrs[0]
	}
	return nil
}

// workDone lists the instructions of the root that run statements, or may.
func (m *machine) workDone() []ssa.Instruction {
	set := map[ssa.Instruction]bool{}
	for _, s := range m.record.statements {
		if _, deferred := s.root.(*ssa.Defer); !deferred {
			set[s.root] = true
		}
	}
	for call, c := range m.record.contacts {
		if c == works {
			set[call] = true
		}
	}
	var list []ssa.Instruction
	for instr := range set {
		list = append(list, instr)
	}
	return list
}

// commitsAt lists the instructions at which the transaction is committed: for a
// deferred commit, and in a callback, the returns.
func (m *machine) commitsAt(exits []exit) []ssa.Instruction {
	var list []ssa.Instruction
	for _, c := range m.record.commits {
		if _, deferred := c.root.(*ssa.Defer); !deferred && c.root.Parent() == m.site.root {
			list = append(list, c.root)
		}
	}
	for _, x := range exits {
		committed := x.life == summary.Committed && len(list) == 0
		if m.site.closes() {
			committed = !m.fails(x)
		}
		if committed {
			list = append(list, x.ret)
		}
	}
	return list
}

// fails reports whether an exit of a callback is known to make the runner roll
// back.
func (m *machine) fails(x exit) bool {
	i := len(x.results) - 1
	return i >= 0 && isError(x.ret.Results[i].Type()) && x.err == nonNil
}

// A gate is a gap, and the instruction that a path through it passes.
type gate struct {
	Gap
	at ssa.Instruction
}

// gates lists the calls and loops of the root that do not use the transaction,
// in source order.
func (m *machine) gates(skip func(Place) bool) []gate {
	var list []gate
	using := m.using()
	for call, c := range m.record.contacts {
		if body := bodyOfRange(call); body != nil && c <= apart {
			list = append(list, gate{loopGap(body), call})
		} else if c == apart && !m.operand(call, using) {
			list = append(list, gate{Gap{Place: m.callPlace(call)}, call})
		}
	}
	for _, l := range m.prog.Loops(m.site.root) {
		if l.Stmt != nil && !m.surrounds(l) && !m.usedIn(l) {
			list = append(list, gate{loopGap(l.Stmt), l.Head.Instrs[0]})
		}
	}
	list = slices.DeleteFunc(list, func(g gate) bool { return skip(g.Place) })
	slices.SortFunc(list, func(a, b gate) int { return a.compare(b.Place) })
	return list
}

// bodyOfRange returns the range statement that a call runs, or nil.
func bodyOfRange(call *ssa.Call) ast.Node {
	for _, a := range call.Call.Args {
		if isLoopBody(a) {
			return a.(*ssa.MakeClosure).Fn.(*ssa.Function).Syntax()
		}
	}
	return nil
}

func loopGap(stmt ast.Node) Gap {
	return Gap{Place{stmt.Pos(), stmt.End(), "this loop"}, true}
}

// operand reports whether a call makes an operand of one that uses the
// transaction: it is part of the statement.
func (m *machine) operand(call *ssa.Call, using map[ast.Node]bool) bool {
	for n := m.prog.Node(call); n != nil; n = m.prog.Parent(n) {
		switch n.(type) {
		case ast.Stmt, *ast.FuncLit:
			return false
		}
		if using[n] {
			return true
		}
	}
	return false
}

// using lists the calls of the root that use the transaction.
func (m *machine) using() map[ast.Node]bool {
	nodes := map[ast.Node]bool{}
	for call, c := range m.record.contacts {
		if n := m.prog.Node(call); n != nil && c >= touches {
			nodes[n] = true
		}
	}
	return nodes
}

// usedIn reports whether the transaction is used in a loop.
func (m *machine) usedIn(l *ir.Loop) bool {
	for call, c := range m.record.contacts {
		if c >= touches && l.Has(call.Block()) {
			return true
		}
	}
	return false
}

// first returns the first gate that every path from one set of instructions to
// another passes; where none does alone, the first of all where all do.
func (m *machine) first(gates []gate, from, to []ssa.Instruction) (Gap, bool) {
	between := m.reach(from)
	gates = slices.DeleteFunc(gates, func(g gate) bool { return !between[g.at] })
	if len(gates) == 0 || !meets(between, to) {
		return Gap{}, false
	}
	if meets(m.reach(from, gates...), to) {
		return Gap{}, false
	}
	for _, g := range gates {
		if !meets(m.reach(from, g), to) {
			return g.Gap, true
		}
	}
	return gates[0].Gap, true
}

func meets(set map[ssa.Instruction]bool, list []ssa.Instruction) bool {
	return slices.ContainsFunc(list, func(i ssa.Instruction) bool { return set[i] })
}

// reach returns the instructions that control can get to from others without
// passing a gate, or the opener: the next turn of a loop opens another
// transaction.
func (m *machine) reach(from []ssa.Instruction, gates ...gate) map[ssa.Instruction]bool {
	stops := map[ssa.Instruction]bool{}
	if m.site.call != nil {
		stops[m.site.call] = true
	}
	for _, g := range gates {
		stops[g.at] = true
	}
	seen := map[ssa.Instruction]bool{}
	var stack []*ssa.BasicBlock
	walk := func(instrs []ssa.Instruction, succs []*ssa.BasicBlock) {
		for _, instr := range instrs {
			if seen[instr] {
				return
			}
			seen[instr] = true
			if stops[instr] {
				return
			}
		}
		stack = append(stack, succs...)
	}
	for _, instr := range from {
		b := instr.Block()
		walk(b.Instrs[m.after(instr):], b.Succs)
		for len(stack) > 0 {
			b := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			walk(b.Instrs, b.Succs)
		}
	}
	return seen
}

// after returns the index in its block of what comes after an instruction. The
// first one of a callback stands for its call, and comes after itself.
func (m *machine) after(instr ssa.Instruction) int {
	i := slices.Index(instr.Block().Instrs, instr)
	if i == 0 && instr.Block().Index == 0 && m.site.call == nil {
		return 0
	}
	return i + 1
}
