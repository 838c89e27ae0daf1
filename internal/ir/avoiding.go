package ir

import "golang.org/x/tools/go/ssa"

// Avoiding reports whether control can get from a to b, both of one function,
// past none of the instructions in avoid.
func Avoiding(a, b ssa.Instruction, avoid map[ssa.Instruction]bool) bool {
	if a == b {
		return true
	}
	seen := map[*ssa.BasicBlock]bool{}
	type point struct {
		block *ssa.BasicBlock
		from  int
	}
	stack := []point{{a.Block(), indexOf(a) + 1}}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		blocked := false
		for _, instr := range p.block.Instrs[p.from:] {
			if instr == b {
				return true
			}
			if avoid[instr] {
				blocked = true
				break
			}
		}
		for _, s := range p.block.Succs {
			if !blocked && !seen[s] {
				seen[s] = true
				stack = append(stack, point{s, 0})
			}
		}
	}
	return false
}
