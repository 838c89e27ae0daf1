package ir

import "golang.org/x/tools/go/ssa"

// Cycles returns the blocks of fn that can reach themselves (Tarjan, "Depth-
// First Search and Linear Graph Algorithms", SIAM J. Comput. 1972, with a stack
// of its own: functions can have tens of thousands of blocks).
func Cycles(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	type frame struct {
		b    *ssa.BasicBlock
		next int
	}
	n := len(fn.Blocks)
	index, low, onStack := make([]int, n), make([]int, n), make([]bool, n)
	cyclic := map[*ssa.BasicBlock]bool{}
	var component []*ssa.BasicBlock
	count := 0
	visit := func(root *ssa.BasicBlock) {
		stack := []frame{{root, 0}}
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			i := f.b.Index
			if f.next == 0 {
				count++
				index[i], low[i] = count, count
				component = append(component, f.b)
				onStack[i] = true
			}
			if f.next < len(f.b.Succs) {
				s := f.b.Succs[f.next]
				f.next++
				switch {
				case index[s.Index] == 0:
					stack = append(stack, frame{s, 0})
				case onStack[s.Index]:
					low[i] = min(low[i], index[s.Index])
				}
				if s == f.b {
					cyclic[s] = true
				}
				continue
			}
			f.next++
			if low[i] == index[i] {
				component = pop(component, f.b, onStack, cyclic)
			}
			stack = stack[:len(stack)-1]
			if len(stack) > 0 {
				j := stack[len(stack)-1].b.Index
				low[j] = min(low[j], low[i])
			}
		}
	}
	for _, b := range fn.Blocks {
		if index[b.Index] == 0 {
			visit(b)
		}
	}
	return cyclic
}

// pop takes the component of b off the stack; one of several blocks is a cycle.
func pop(component []*ssa.BasicBlock, b *ssa.BasicBlock, onStack []bool, cyclic map[*ssa.BasicBlock]bool) []*ssa.BasicBlock {
	i := len(component) - 1
	for component[i] != b {
		i--
	}
	for _, c := range component[i:] {
		onStack[c.Index] = false
		if len(component)-i > 1 {
			cyclic[c] = true
		}
	}
	return component[:i]
}

// Reach answers whether control can get from one instruction to another
// without passing a third one.
type Reach struct {
	avoid ssa.Instruction // nil for none
	from  map[*ssa.BasicBlock]map[*ssa.BasicBlock]bool
}

// NewReach returns a Reach that never passes avoid.
func NewReach(avoid ssa.Instruction) *Reach {
	return &Reach{avoid, map[*ssa.BasicBlock]map[*ssa.BasicBlock]bool{}}
}

// To reports whether control can get from a to b. Both are in one function.
func (r *Reach) To(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		i, j, k := indexOf(a), indexOf(b), -1
		if r.avoid != nil && r.avoid.Block() == a.Block() {
			k = indexOf(r.avoid)
		}
		if i < j && (k <= i || k > j) {
			return true
		}
	}
	if r.cut(a, true) || r.cut(b, false) {
		return false
	}
	return r.blocks(a.Block())[b.Block()]
}

// cut reports whether avoid stands between an instruction and the end
// (forward) or the beginning of its block.
func (r *Reach) cut(a ssa.Instruction, forward bool) bool {
	if r.avoid == nil || r.avoid.Block() != a.Block() {
		return false
	}
	if forward {
		return indexOf(r.avoid) > indexOf(a)
	}
	return indexOf(r.avoid) < indexOf(a)
}

// blocks returns the blocks whose beginning can be reached from the end of b.
func (r *Reach) blocks(b *ssa.BasicBlock) map[*ssa.BasicBlock]bool {
	if seen, ok := r.from[b]; ok {
		return seen
	}
	seen := map[*ssa.BasicBlock]bool{}
	stack := []*ssa.BasicBlock{b}
	for len(stack) > 0 {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, s := range x.Succs {
			if !seen[s] {
				seen[s] = true
				if r.avoid == nil || r.avoid.Block() != s {
					stack = append(stack, s)
				}
			}
		}
	}
	r.from[b] = seen
	return seen
}

func indexOf(instr ssa.Instruction) int {
	for i, x := range instr.Block().Instrs {
		if x == instr {
			return i
		}
	}
	return -1
}
