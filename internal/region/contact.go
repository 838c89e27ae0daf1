package region

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/summary"
)

// A contact is what a call has to do with the open transaction.
type contact int

const (
	quick   contact = iota // nothing, and it takes no time worth speaking of, or is not known
	apart                  // nothing
	touches                // it is handed the transaction, or speaks to a database
	works                  // it is handed the transaction, and may run statements: its body is not known, or takes it out of a context
)

// meet notes what a call of the root has to do with the open transaction.
func (m *machine) meet(f *frame, call *ssa.Call, op operation, st state) {
	if f.outer != nil || st.life != summary.Open {
		return
	}
	m.record.contacts[call] = max(m.record.contacts[call], m.contact(op, st))
}

// bodyKnown reports whether all that a call does to the transaction is known.
func (m *machine) bodyKnown(op operation) bool {
	if op.fn == nil {
		return op.lit != nil || isBuiltin(op.instr.Common().Value)
	}
	if _, ok := m.Cat.Func(op.fn); ok || op.fn.Pkg() != nil && m.Cat.Covers(op.fn.Pkg().Path()) == catalog.Opaque {
		return true
	}
	_, known := m.summary(op.fn)
	return known
}

// asks reports whether a call may take the transaction out of its context, and
// run statements on it.
func (m *machine) asks(op operation) bool {
	if op.fn == nil {
		return false
	}
	s, _ := m.summary(op.fn)
	return s != nil && s.Asks
}

func (m *machine) contact(op operation, st state) contact {
	for _, s := range append(slices.Clone(op.args), op.recv, op.value) {
		if s == nil || !m.carries(st.env, s, 0) {
			continue
		}
		if m.bodyKnown(op) && !m.asks(op) {
			return touches
		}
		return works
	}
	if st.escaped && !m.site.noEnd {
		return touches // somebody has it, and who that is is not known
	}
	common := op.instr.Common()
	for _, v := range append(slices.Clone(common.Args), common.Value) {
		if m.Cat.OfDatabase(concrete(v)) {
			return touches
		}
	}
	switch {
	case op.lit != nil:
		return apart
	case op.fn == nil || m.Cat.Brief(op.fn), slices.ContainsFunc(op.types, isError):
		return quick // what is handed an error makes something of it
	case op.fn.Pkg() != nil && m.Cat.Database(op.fn.Pkg()):
		return touches
	}
	return apart
}
