package ir

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxLost bounds the program points that Lost looks at.
const maxLost = 2000

// Lost finds a path from the instruction that computes v on which nobody uses
// v, nor a variable that took it, before control reaches an end. stop tells
// where a path is given up; end where it reaches what was looked for. v is used
// by what reads it, and by nothing else: a variable that is assigned anew has
// lost it.
func Lost(v ssa.Value, stop, end func(ssa.Instruction) bool) bool {
	def, ok := v.(ssa.Instruction)
	if !ok {
		return false
	}
	l := &loss{v: v, stop: stop, end: end, seen: map[*ssa.BasicBlock][][]ssa.Value{}, left: maxLost}
	return l.walk(def.Block(), indexOf(def)+1, []ssa.Value{v})
}

type loss struct {
	v         ssa.Value
	stop, end func(ssa.Instruction) bool
	seen      map[*ssa.BasicBlock][][]ssa.Value // the carriers with which a block was entered
	left      int
}

// walk follows control from an instruction. carriers are the values that hold v.
func (l *loss) walk(b *ssa.BasicBlock, from int, carriers []ssa.Value) bool {
	if l.left--; l.left < 0 {
		return false
	}
	for _, instr := range b.Instrs[from:] {
		if instr == l.v.(ssa.Instruction) { // computed anew
			carriers = slices.DeleteFunc(slices.Clone(carriers), func(c ssa.Value) bool { return c == l.v })
			continue
		}
		if uses(instr, carriers) || l.stop(instr) {
			return false
		}
		if l.end(instr) {
			return true
		}
	}
	for i, s := range b.Succs {
		next, wiped := enter(b, i, carriers)
		if wiped {
			continue
		}
		if slices.ContainsFunc(l.seen[s], func(c []ssa.Value) bool { return slices.Equal(c, next) }) {
			continue
		}
		l.seen[s] = append(l.seen[s], next)
		if l.walk(s, 0, next) {
			return true
		}
	}
	return false
}

// uses reports whether an instruction reads one of the values. A phi takes it
// along instead.
func uses(instr ssa.Instruction, values []ssa.Value) bool {
	switch instr.(type) {
	case *ssa.Phi, *ssa.DebugRef:
		return false
	}
	for _, op := range instr.Operands(nil) {
		if slices.Contains(values, *op) {
			return true
		}
	}
	return false
}

// enter adds the phis that take a value along on an edge, and drops those that
// take another. Where nil takes its place, somebody wanted it gone.
func enter(from *ssa.BasicBlock, succ int, carriers []ssa.Value) (next []ssa.Value, wiped bool) {
	to := from.Succs[succ]
	pred := slices.Index(to.Preds, from)
	next = slices.Clone(carriers)
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		next = slices.DeleteFunc(next, func(c ssa.Value) bool { return c == ssa.Value(phi) })
		took := phi.Edges[pred]
		if slices.Contains(carriers, took) {
			next = append(next, phi)
		} else if c, ok := took.(*ssa.Const); ok && c.IsNil() && slices.ContainsFunc(phi.Edges, func(e ssa.Value) bool { return slices.Contains(carriers, e) }) {
			return nil, true
		}
	}
	return next, false
}
