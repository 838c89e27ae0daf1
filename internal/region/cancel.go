package region

import (
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// database/sql rolls a transaction back when the context that it was begun
// with is cancelled: where that is known to have happened, it has ended.

// cancelled ends the transaction after a receive from its context's channel.
func (m *machine) cancelled(st *state, ch symbol) {
	if call, ok := ch.(*ssa.Call); ok && call.Call.IsInvoke() && call.Call.Method.FullName() == "(context.Context).Done" {
		m.cancelledBy(st, st.env.of(call.Call.Value))
	}
}

func (m *machine) cancelledBy(st *state, ctx symbol) {
	if st.life == summary.Open && m.site.ctx != nil && st.env.of(m.site.ctx) == ctx {
		st.life = summary.RolledBack
	}
}

// cancels reports whether a function value is the cancel function of the
// transaction's context.
func (m *machine) cancels(st *state, fn symbol) bool {
	x, ok := fn.(*ssa.Extract)
	if !ok || x.Index != 1 || m.site.ctx == nil {
		return false
	}
	call, ok := x.Tuple.(*ssa.Call)
	if !ok || call.Call.StaticCallee() == nil {
		return false
	}
	obj := ir.Object(call.Call.StaticCallee())
	if obj == nil || obj.Pkg() == nil || obj.Pkg().Path() != "context" {
		return false
	}
	ctx := ir.ResultOf(call, 0)
	return ctx != nil && st.env.of(m.site.ctx) == st.env.of(ctx)
}

func itoa(i int) string { return strconv.Itoa(i) }
