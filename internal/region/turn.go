package region

import (
	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// The turns of a loop that opens a transaction each time.

// turnOf marks states that go into the next turn of the loop that opens the
// transaction with it still open. A turn ends where control leaves the loop's
// body: towards the head, or towards what runs between two turns.
//
// A variable from outside the loop that takes the transaction along, where not
// every turn opens one, is a batch over several turns: what decides is not
// known, so nothing is claimed.
func (b *body) turnOf(block *ssa.BasicBlock, succ int, st *state) *turn {
	if st.life != summary.Open && st.life != summary.Failed || st.escaped || b.m.site.call == nil || b.frame.outer != nil {
		return nil
	}
	if !b.repeats(b.m.site.call.Block()) {
		return nil
	}
	to := block.Succs[succ]
	if b.m.between(block) || !b.m.between(to) && !to.Dominates(block) {
		return st.turn
	}
	if !b.m.site.call.Block().Dominates(block) || b.m.guarded() && b.m.carriedOn(st.env, block, succ) {
		if st.life == summary.Failed {
			st.life = summary.Unopened
		}
		return nil
	}
	if st.life == summary.Failed {
		return nil
	}
	t := turn{block, succ}
	if b.m.turns[t] == nil {
		b.m.turns[t] = &t
	}
	return b.m.turns[t]
}

// between reports whether a block runs between two turns of the loop around
// the opener: it leads back, and nothing in it is written in the loop's body.
func (m *machine) between(b *ssa.BasicBlock) bool {
	if is, ok := m.latches[b]; ok {
		return is
	}
	is := false
	for _, s := range b.Succs {
		is = is || s.Dominates(b)
	}
	if loop := m.loop(); is && loop != nil {
		for _, instr := range b.Instrs {
			if p := instr.Pos(); p.IsValid() && loop.Pos() <= p && p < loop.End() {
				is = false
			}
		}
	}
	m.latches[b] = is
	return is
}

// guarded reports whether a turn of the loop around the opener can pass it by.
func (m *machine) guarded() bool {
	opener := m.site.call.Block()
	for _, b := range m.site.root.Blocks {
		for _, s := range b.Succs {
			if s.Dominates(b) && s.Dominates(opener) && !opener.Dominates(b) {
				return true
			}
		}
	}
	return false
}

// carriedOn reports whether a variable takes the transaction into the next turn.
func (m *machine) carriedOn(e *env, from *ssa.BasicBlock, succ int) bool {
	pred := predIndex(from, succ)
	for _, instr := range from.Succs[succ].Instrs {
		if phi, ok := instr.(*ssa.Phi); ok && e.of(phi.Edges[pred]) == (txSymbol{}) {
			return true
		}
	}
	for c, s := range e.allCells() {
		if alloc, ok := c.base.(*ssa.Alloc); ok && s == (txSymbol{}) && alloc.Block().Dominates(m.site.call.Block()) && !m.inLoop(alloc) {
			return true
		}
	}
	return false
}

// inLoop reports whether a variable is made anew in each turn of the loop
// around the opener.
func (m *machine) inLoop(alloc *ssa.Alloc) bool {
	loop := m.loop()
	return loop != nil && loop.Pos() <= alloc.Pos() && alloc.Pos() < loop.End()
}

// repeats reports whether a block may run more than once.
func (b *body) repeats(block *ssa.BasicBlock) bool {
	if b.frame.outer != nil {
		return true
	}
	fn := b.frame.fn
	if b.m.cycles[fn] == nil {
		b.m.cycles[fn] = ir.Cycles(fn)
	}
	return b.m.cycles[fn][block]
}
