package region

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
)

// maxLogged bounds how far a text is followed to where it is logged.
const maxLogged = 12

// onlyLogged reports whether all that is done with a text is to log it, also
// as a part of another text: that tells nobody who could act on it.
func (m *machine) onlyLogged(v ssa.Value, depth int) bool {
	if depth > maxLogged || v.Referrers() == nil {
		return false
	}
	for _, r := range *v.Referrers() {
		if !m.logs(v, r, depth) {
			return false
		}
	}
	return true
}

func (m *machine) logs(v ssa.Value, at ssa.Instruction, depth int) bool {
	switch x := at.(type) {
	case *ssa.DebugRef:
		return true
	case *ssa.MakeInterface, *ssa.BinOp, *ssa.Slice:
		return m.onlyLogged(x.(ssa.Value), depth+1)
	case *ssa.IndexAddr: // the slot of a variadic argument
		return true
	case *ssa.Store:
		slot, ok := x.Addr.(*ssa.IndexAddr)
		if !ok {
			return x.Addr == v
		}
		return m.onlyLogged(slot.X, depth+1)
	case ssa.CallInstruction:
		return m.logsCall(x, depth)
	}
	return false
}

// logsCall reports whether a call logs, or makes a text that is only logged.
func (m *machine) logsCall(at ssa.CallInstruction, depth int) bool {
	fn := m.staticCallee(at)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	if model, ok := m.Cat.Func(fn); ok && model.Log {
		return true
	}
	call, ok := at.(*ssa.Call)
	return ok && isText(call.Type()) && m.Cat.Covers(fn.Pkg().Path()) == catalog.Opaque && m.onlyLogged(call, depth+1)
}

func isText(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}
