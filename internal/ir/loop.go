package ir

import (
	"cmp"
	"go/ast"
	"go/token"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A Loop is a natural loop: what can get back to its head without leaving it.
type Loop struct {
	Head *ssa.BasicBlock
	Stmt ast.Stmt // the for or range statement, nil where gotos make the loop

	blocks map[*ssa.BasicBlock]bool
}

// Has reports whether a block is in the loop.
func (l *Loop) Has(b *ssa.BasicBlock) bool { return l.blocks[b] }

// Exits yields the branches in the loop of which one side leaves it, in order.
func (l *Loop) Exits(yield func(*ssa.If) bool) {
	for _, b := range slices.SortedFunc(maps.Keys(l.blocks), func(a, b *ssa.BasicBlock) int { return cmp.Compare(a.Index, b.Index) }) {
		branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if ok && l.Has(b.Succs[0]) != l.Has(b.Succs[1]) && !yield(branch) {
			return
		}
	}
}

// Loops lists the natural loops of a function, inner ones before those around
// them. Loops with several entries are none.
func (p *Program) Loops(fn *ssa.Function) []*Loop {
	if loops, ok := p.loops[fn]; ok {
		return loops
	}
	var loops []*Loop
	byHead := map[*ssa.BasicBlock]*Loop{}
	for _, b := range fn.Blocks {
		for _, head := range b.Succs {
			if !head.Dominates(b) {
				continue
			}
			if byHead[head] == nil {
				byHead[head] = &Loop{Head: head, blocks: map[*ssa.BasicBlock]bool{head: true}}
				loops = append(loops, byHead[head])
			}
			byHead[head].grow(b)
		}
	}
	slices.SortStableFunc(loops, func(a, b *Loop) int { return cmp.Compare(len(a.blocks), len(b.blocks)) })
	taken := map[ast.Stmt]bool{}
	for _, l := range loops {
		l.Stmt = p.loopStmt(l, taken)
		taken[l.Stmt] = true
	}
	p.loops[fn] = loops
	return loops
}

// grow adds a block that leads back to the head, and what leads to it.
func (l *Loop) grow(latch *ssa.BasicBlock) {
	stack := []*ssa.BasicBlock{latch}
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !l.blocks[b] {
			l.blocks[b] = true
			stack = append(stack, b.Preds...)
		}
	}
}

// loopStmt finds the innermost loop statement around all that the loop does.
// The statements of inner loops are taken.
func (p *Program) loopStmt(l *Loop, taken map[ast.Stmt]bool) ast.Stmt {
	first, last := l.span()
	if !first.IsValid() {
		return nil
	}
	for n := p.nodeAt(first); n != nil; n = p.parents[n] {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			if stmt := n.(ast.Stmt); n.Pos() <= first && last < n.End() && !taken[stmt] {
				return stmt
			}
		case *ast.FuncLit, *ast.FuncDecl:
			return nil
		}
	}
	return nil
}

// span returns the first and the last position of what the loop does. Phis and
// variables stand where they are declared.
func (l *Loop) span() (first, last token.Pos) {
	for b := range l.blocks {
		for _, instr := range b.Instrs {
			switch instr.(type) {
			case *ssa.Phi, *ssa.Alloc:
				continue
			}
			pos := instr.Pos()
			if !pos.IsValid() {
				continue
			}
			if !first.IsValid() || pos < first {
				first = pos
			}
			last = max(last, pos)
		}
	}
	return first, last
}

// nodeAt returns the innermost node around a position.
func (p *Program) nodeAt(pos token.Pos) ast.Node {
	var found ast.Node
	for _, file := range p.Pass.Files {
		if pos < file.FileStart || file.FileEnd <= pos {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if n == nil || pos < n.Pos() || n.End() <= pos {
				return false
			}
			found = n
			return true
		})
	}
	return found
}
