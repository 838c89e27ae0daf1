package region

import (
	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
)

// A parameter of a type that serves as pool and as transaction is taken for the
// pool where a transaction is opened on it, unless a caller in the package is
// seen to give it a transaction: what is opened there is a savepoint then.

// noteGiven notes the parameters that a call gives a transaction, and reports
// whether there is a new one.
func (a *Analysis) noteGiven(call ssa.CallInstruction) bool {
	callee := call.Common().StaticCallee()
	if callee == nil {
		return false
	}
	if o := callee.Origin(); o != nil {
		callee = o
	}
	changed := false
	for i, arg := range call.Common().Args {
		if i >= len(callee.Params) || !a.maybeHandle(callee.Params[i].Type()) {
			continue
		}
		if p := callee.Params[i]; !a.given[p] && a.isTransaction(arg) {
			a.given[p] = true
			a.ledger.change(p)
			changed = true
		}
	}
	return changed
}

// isTransaction reports whether a value is known to be a transaction.
func (a *Analysis) isTransaction(v ssa.Value) bool {
	if a.Summaries.Role(concrete(v)) == catalog.Tx {
		return true
	}
	root := a.originOf(v, "").root
	if p, ok := root.(*ssa.Parameter); ok {
		a.ledger.read(p)
		a.ledger.read(runnerOf{p.Parent()})
		cb := a.callbacks[p.Parent()]
		return a.given[p] || cb != nil && cb.tx.Arg == argOf(p.Parent(), p)
	}
	call, _ := callOf(root)
	if call == nil {
		return false
	}
	fn := a.staticCallee(call)
	if fn == nil {
		return false
	}
	if model, ok := a.Cat.Func(fn); ok {
		return model.Opens != nil
	}
	s, _ := a.summary(fn)
	return s != nil && s.Opens != nil && !becomes(s.Opens)
}

// maybeTx reports whether what a transaction was opened on is a parameter that
// is given a transaction somewhere.
func (m *machine) maybeTx() bool {
	p, ok := m.site.pool.root.(*ssa.Parameter)
	if !ok {
		return false
	}
	m.ledger.read(p)
	return m.given[p]
}
