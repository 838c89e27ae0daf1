package ir

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// Node returns the syntax of an instruction that can have an event: the call,
// the send, the receive, the select or the range over a channel. It returns
// nil for all others.
func (p *Program) Node(instr ssa.Instruction) ast.Node {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		if call := p.CallExpr(instr); call != nil {
			return call
		}
	case *ssa.Send, *ssa.Select:
		return p.comm(p.events[instr.Pos()])
	case *ssa.UnOp:
		if instr.Op == token.ARROW {
			return p.comm(p.events[instr.Pos()])
		}
	}
	return nil
}

// comm returns the select around a node that is its only case: go/ssa makes a
// plain operation of it.
func (p *Program) comm(n ast.Node) ast.Node {
	for x := n; x != nil; x = p.parents[x] {
		switch x := x.(type) {
		case *ast.CommClause:
			if within(n, x.Comm) {
				return p.parents[p.parents[x]]
			}
			return n
		case *ast.BlockStmt, *ast.FuncLit:
			return n
		}
	}
	return n
}

func within(n, outer ast.Node) bool {
	return outer != nil && outer.Pos() <= n.Pos() && n.End() <= outer.End()
}

// event notes nodes under the position that go/ssa gives their instruction.
func (p *Program) event(n ast.Node) {
	switch n := n.(type) {
	case *ast.CallExpr:
		p.calls[n.Lparen] = n
	case *ast.SendStmt:
		p.events[n.Arrow] = n
	case *ast.UnaryExpr:
		p.events[n.OpPos] = n
	case *ast.SelectStmt:
		p.events[n.Select] = n
	case *ast.RangeStmt:
		p.events[n.For], p.events[n.Range] = n, n
	}
}

// Use says what becomes of the error of a call.
type Use int

// What can become of an error.
const (
	Used    Use = iota // it is read, or may be
	Alone              // the call stands alone
	Blank              // it is assigned to the blank identifier
	Dead               // it is assigned to a variable, and nobody reads it from there
	NoError            // the call has none
)

// ErrorUse tells what becomes of the result number index of a call.
func (p *Program) ErrorUse(call *ssa.Call, index int) Use {
	if index < 0 {
		return NoError
	}
	expr := p.CallExpr(call)
	if expr == nil {
		return Used
	}
	var parent ast.Node = expr
	for {
		parent = p.parents[parent]
		if _, ok := parent.(*ast.ParenExpr); !ok {
			break
		}
	}
	switch stmt := parent.(type) {
	case *ast.ExprStmt:
		return Alone
	case *ast.AssignStmt:
		i := index
		if len(stmt.Lhs) == len(stmt.Rhs) {
			for k, rhs := range stmt.Rhs {
				if ast.Unparen(rhs) == expr {
					i = k
				}
			}
		}
		if i < len(stmt.Lhs) {
			if id, ok := stmt.Lhs[i].(*ast.Ident); ok && id.Name == "_" {
				return Blank
			}
		}
	case *ast.ValueSpec:
		if index < len(stmt.Names) && stmt.Names[index].Name == "_" {
			return Blank
		}
	}
	if v := ResultOf(call, index); v != nil && dead(v) {
		return Dead
	}
	return Used
}

// ResultOf returns the value of a result of a call, nil where the code never
// takes it.
func ResultOf(call *ssa.Call, index int) ssa.Value {
	if call.Call.Signature().Results().Len() == 1 {
		return call
	}
	if refs := call.Referrers(); refs != nil {
		for _, r := range *refs {
			if e, ok := r.(*ssa.Extract); ok && e.Index == index {
				return e
			}
		}
	}
	return nil
}

// dead reports whether nobody reads a value, directly or from the variable it
// is stored in.
func dead(v ssa.Value) bool {
	refs := v.Referrers()
	if refs == nil {
		return false
	}
	for _, r := range *refs {
		switch r := r.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if r.Val != v || !overwritten(r) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// overwritten reports whether on every path another store, or the end of the
// function, follows a store to a variable before a read of it.
func overwritten(store *ssa.Store) bool {
	switch addr := store.Addr.(type) {
	case *ssa.Alloc:
		return !capturedForReading(addr) && unreadAfter(store)
	case *ssa.FreeVar:
		return lostAtExit(addr) && unreadAfter(store)
	}
	return false
}

// lostAtExit reports whether a captured variable is gone when the literal that
// captures it ends: it is deferred, no other literal has the variable, and the
// function that declares it reads nothing of it on its way out, as it would the
// variable of a result.
func lostAtExit(fv *ssa.FreeVar) bool {
	alloc, ok := Binding(fv).(*ssa.Alloc)
	if !ok {
		return false
	}
	for _, r := range *alloc.Referrers() {
		switch r := r.(type) {
		case *ssa.MakeClosure:
			if r.Fn != ssa.Value(fv.Parent()) || !onlyDeferred(r) {
				return false
			}
		case *ssa.UnOp:
			if afterDefers(r) {
				return false
			}
		case *ssa.Store:
			if r.Val == ssa.Value(alloc) {
				return false
			}
		case *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

func onlyDeferred(mc *ssa.MakeClosure) bool {
	for _, r := range *mc.Referrers() {
		if _, ok := r.(*ssa.Defer); !ok {
			return false
		}
	}
	return true
}

// afterDefers reports whether the deferred calls have run before an instruction
// of the same block.
func afterDefers(at ssa.Instruction) bool {
	for _, instr := range at.Block().Instrs {
		if _, ok := instr.(*ssa.RunDefers); ok {
			return true
		}
		if instr == at {
			break
		}
	}
	return false
}

// unreadAfter reports whether on every path of its function another store, or
// the end, follows a store to a variable before a read of it.
func unreadAfter(store *ssa.Store) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var free func(b *ssa.BasicBlock, from int) bool // no read is reached
	free = func(b *ssa.BasicBlock, from int) bool {
		for _, instr := range b.Instrs[from:] {
			switch instr := instr.(type) {
			case *ssa.Store:
				if instr.Addr == store.Addr {
					return true
				}
			case *ssa.UnOp:
				if instr.Op == token.MUL && instr.X == store.Addr {
					return false
				}
			}
		}
		for _, s := range b.Succs {
			if !seen[s] {
				seen[s] = true
				if !free(s, 0) {
					return false
				}
			}
		}
		return true
	}
	return free(store.Block(), indexOf(store)+1)
}

// capturedForReading reports whether anything but loads and stores of the
// function itself touches the variable.
func capturedForReading(alloc *ssa.Alloc) bool {
	for _, r := range *alloc.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			if r.Val == ssa.Value(alloc) {
				return true
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return true
		}
	}
	return false
}
