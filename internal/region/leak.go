package region

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/summary"
)

// leaks lists the exits that are reached with the transaction open, and
// reports whether nothing ever ends it.
func (m *machine) leaks(exits []exit) ([]Leak, bool) {
	var list []Leak
	never := len(m.record.commits) == 0 && len(m.record.rollbacks) == 0
	if never && m.site.borrowed() {
		return nil, false // who called ends it
	}
	for t := range m.record.turns {
		list = append(list, Leak{Place: m.turnPlace(t), Turn: true, Branches: m.branches(t.from)})
	}
	for _, x := range exits {
		if x.life.Ended() || x.escaped {
			never = false
		}
		if x.life != summary.Open || x.escaped || m.record.turns[x.turn] {
			continue
		}
		if x.carries {
			never = false
			continue
		}
		list = append(list, Leak{Place: m.exitPlace(x.ret), Branches: m.branches(x.ret.Block())})
	}
	slices.SortFunc(list, func(a, b Leak) int { return a.compare(b.Place) })
	list = slices.CompactFunc(list, func(a, b Leak) bool { return a.Pos == b.Pos })
	return list, never && len(list) > 0
}

// stays reports whether the transaction ends with the function that opens it: on
// no exit it is handed on or returned.
func (m *machine) stays(exits []exit) bool {
	return !slices.ContainsFunc(exits, func(x exit) bool { return x.escaped || x.carries })
}

// exitPlace returns the return statement, or the closing brace.
func (m *machine) exitPlace(ret *ssa.Return) Place {
	if ret.Pos().IsValid() {
		return Place{Pos: ret.Pos(), End: ret.Pos() + token.Pos(len("return"))}
	}
	brace := m.site.root.Syntax().End() - 1
	return Place{Pos: brace, End: brace + 1}
}

// turnPlace returns the continue statement that ends a turn, or the closing
// brace of the loop's body.
func (m *machine) turnPlace(t *turn) Place {
	body := m.loop()
	if body == nil {
		return m.callPlace(m.site.call)
	}
	end := Place{Pos: body.End() - 1, End: body.End()}
	last := lastPos(t.from)
	if !last.IsValid() {
		return end
	}
	if branch, ok := t.from.Instrs[len(t.from.Instrs)-1].(*ssa.If); ok && branch.Cond.Pos().IsValid() {
		if c := m.continueIn(branch.Cond.Pos(), t.succ == 0); c != nil {
			return Place{Pos: c.Pos(), End: c.End()}
		}
		return end
	}
	var best *ast.BranchStmt
	ast.Inspect(body, func(n ast.Node) bool {
		if c, ok := n.(*ast.BranchStmt); ok && c.Tok == token.CONTINUE && c.Pos() > last {
			if block := m.prog.Parent(c); block != nil && block.Pos() <= last && (best == nil || c.Pos() < best.Pos()) && block != ast.Node(body) {
				best = c
			}
		}
		return true
	})
	if best != nil {
		return Place{Pos: best.Pos(), End: best.End()}
	}
	return end
}

// continueIn finds the continue statement that a branch leads to at once.
func (m *machine) continueIn(cond token.Pos, then bool) *ast.BranchStmt {
	var found *ast.BranchStmt
	ast.Inspect(m.site.root.Syntax(), func(n ast.Node) bool {
		s, ok := n.(*ast.IfStmt)
		if !ok || cond < s.Cond.Pos() || cond > s.Cond.End() {
			return true
		}
		var block ast.Stmt = s.Body
		if !then {
			block = s.Else
		}
		if b, ok := block.(*ast.BlockStmt); ok && len(b.List) > 0 {
			if c, ok := b.List[len(b.List)-1].(*ast.BranchStmt); ok && c.Tok == token.CONTINUE {
				found = c
			}
		}
		return true
	})
	return found
}

// loop returns the body of the innermost loop around the opener, or nil.
func (m *machine) loop() *ast.BlockStmt {
	if m.around != nil {
		return m.around
	}
	pos := m.site.pos
	ast.Inspect(m.site.root.Syntax(), func(n ast.Node) bool {
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.ForStmt:
			body = n.Body
		case *ast.RangeStmt:
			body = n.Body
		}
		if body != nil && body.Pos() <= pos && pos < body.End() {
			m.around = body
		}
		return true
	})
	return m.around
}

func lastPos(b *ssa.BasicBlock) token.Pos {
	for i := len(b.Instrs) - 1; i >= 0; i-- {
		if p := b.Instrs[i].Pos(); p.IsValid() {
			return p
		}
	}
	return token.NoPos
}

// maxBranches bounds the decisions that are shown on the way to an exit.
const maxBranches = 3

// branches lists the decisions on a shortest way from the opener to a block
// that does not pass an end of the transaction, the last ones.
func (m *machine) branches(to *ssa.BasicBlock) []Branch {
	prev := m.ways()
	if _, ok := prev[to]; !ok {
		return nil
	}
	var list []Branch
	for b := to; prev[b] != nil && len(list) < maxBranches; b = prev[b] {
		p := prev[b]
		branch, ok := p.Instrs[len(p.Instrs)-1].(*ssa.If)
		if ok && branch.Cond.Pos().IsValid() {
			list = append(list, Branch{branch.Cond.Pos(), p.Succs[0] == b})
		}
	}
	slices.Reverse(list)
	return list
}

// ways tells of each block that is reached from the opener without passing an
// end of the transaction which block comes before it on a shortest way.
func (m *machine) ways() map[*ssa.BasicBlock]*ssa.BasicBlock {
	if m.prev != nil {
		return m.prev
	}
	ended := map[*ssa.BasicBlock]bool{}
	for at := range m.record.commits {
		ended[at.Block()] = true
	}
	for at := range m.record.rollbacks {
		ended[at.Block()] = true
	}
	from := m.site.call.Block()
	m.prev = map[*ssa.BasicBlock]*ssa.BasicBlock{from: nil}
	for queue := []*ssa.BasicBlock{from}; len(queue) > 0; queue = queue[1:] {
		b := queue[0]
		if ended[b] && b != from {
			continue
		}
		for _, s := range b.Succs {
			if _, seen := m.prev[s]; !seen {
				m.prev[s] = b
				queue = append(queue, s)
			}
		}
	}
	return m.prev
}
