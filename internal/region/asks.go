package region

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
)

// asksContext reports whether a call may take a handle out of a context: it
// reads a value from it that can be one, or is given a context and returns
// what can be one.
func (sc *Scope) asksContext(call ssa.CallInstruction) bool {
	fn := sc.staticCallee(call)
	if fn == nil {
		return false
	}
	if fn.FullName() == "(context.Context).Value" {
		v, ok := call.(*ssa.Call)
		return ok && sc.valueMayHold(v)
	}
	results := fn.Signature().Results()
	if _, known := sc.Cat.Func(fn); known || results.Len() == 0 || !takesContext(fn) {
		return false
	}
	s, known := sc.summary(fn)
	if known && (s == nil || !s.Asks) {
		return false
	}
	for i := range results.Len() {
		if t := results.At(i).Type(); sc.maybeHandle(t) || known && sc.mayHoldTx(t) {
			return true
		}
	}
	return false
}

func takesContext(fn *types.Func) bool {
	params := fn.Signature().Params()
	for i := range params.Len() {
		if isContext(params.At(i).Type()) {
			return true
		}
	}
	return false
}

// valueMayHold reports whether what a context has under a key may be a handle,
// by the types that it is asserted to be.
func (sc *Scope) valueMayHold(v *ssa.Call) bool {
	asserted := false
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.TypeAssert:
			asserted = true
			if sc.mayHoldTx(r.AssertedType) {
				return true
			}
		case *ssa.DebugRef:
		default:
			return true
		}
	}
	return !asserted
}

// mayHoldTx reports whether a value of type t may be a transaction or hold one,
// or a pool that stands for either.
func (sc *Scope) mayHoldTx(t types.Type) bool {
	if sc.maybeHandle(t) || sc.holdsTx(t) || sc.Summaries.Role(t) != catalog.NoRole {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
		return u.Empty()
	case *types.Signature:
		return true
	}
	return len(sc.leaves(t)) > 0
}
