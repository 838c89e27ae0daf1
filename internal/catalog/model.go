package catalog

import (
	"go/types"
	"slices"
)

// pkgModel is what is known about one package.
type pkgModel struct {
	coverage Coverage
	funcs    map[string]*funcModel // by "Get" or "Client.Do"
	roles    map[string]Role       // by the name of a type
	streams  map[string]Kind       // by the name of a type, a variable, or "Request.Body"
	fields   map[string][]string   // the types in streams that have a field of that name
}

// funcModel is what a file says about a function. What it leaves out comes
// from the signature, when the function is looked up.
type funcModel struct {
	name     name
	effect   Kind
	yields   Kind
	safe     string // the reason
	opens    *options
	ends     *options
	commit   bool
	runs     *options
	stmt     *options
	derive   *options
	calls    *options
	through  *options
	wraps    bool
	spawns   bool
	noreturn string
	logs     bool
}

// resolve fills in what the file leaves to the signature.
func (c *Catalog) resolve(m *funcModel, fn *types.Func) Func {
	s := signature{fn.Signature(), c}
	f := Func{Name: fn.FullName(), Effect: m.effect, Yields: m.yields, Wraps: m.wraps, Goroutine: m.spawns, NoReturn: m.noreturn, Log: m.logs}
	if o := m.opens; o != nil {
		f.Opens = &Open{Tx: or(o.tx, s.txResult), Err: or(o.err, s.errResult), From: or(o.from, s.handle), Ctx: or(o.ctx, s.context)}
	}
	if o := m.ends; o != nil {
		f.Ends = &End{Commit: m.commit, Tx: or(o.tx, s.handle), Err: or(o.err, s.errResult)}
	}
	if o := m.runs; o != nil {
		callback := or(o.callback, s.callback)
		f.Runs = &Run{Callback: callback, Tx: or(o.tx, func() int { return s.callbackTx(callback) }), From: or(o.from, s.handle), Retried: o.retried, ReadOnly: o.readonly}
	}
	if o := m.stmt; o != nil {
		f.Stmt = &Stmt{On: or(o.on, s.handle), SQL: or(o.sql, s.text), Err: or(o.err, s.errResult), Late: o.late, Rows: o.rows}
	}
	if o := m.derive; o != nil {
		f.Derive = &Derive{From: or(o.from, s.handle), Result: or(o.result, func() int { return 0 })}
	}
	if o := m.calls; o != nil {
		f.Calls = orAll(o.args, s.callbacks)
	}
	if o := m.through; o != nil {
		f.Through = orAll(o.args, s.streams)
	}
	return f
}

func or(v *int, derived func() int) int {
	if v != nil {
		return *v
	}
	return derived()
}

func orAll(v []int, derived func() []int) []int {
	if v != nil {
		return slices.Clone(v)
	}
	return derived()
}

// add adds what one more entry says about the function, and returns false
// where another one has said it already. kind is the kind of the effect, the
// way of not returning or the reason, by verb.
func (m *funcModel) add(verb, kind string, o *options) (first bool) {
	switch verb {
	case "opens":
		first, m.opens = m.opens == nil, o
	case "commits", "rollbacks":
		first, m.ends, m.commit = m.ends == nil, o, verb == "commits"
	case "runs":
		first, m.runs = m.runs == nil, o
	case "statements":
		first, m.stmt = m.stmt == nil, o
	case "derives":
		first, m.derive = m.derive == nil, o
	case "calls":
		first, m.calls = m.calls == nil, o
	case "through", "wraps":
		first, m.through, m.wraps = m.through == nil, o, verb == "wraps"
	case "effects":
		first, m.effect = m.effect == "", Kind(kind)
	case "yields":
		first, m.yields = m.yields == "", Kind(kind)
	case "noreturn":
		first, m.noreturn = m.noreturn == "", kind
	case "safe":
		first, m.safe = m.safe == "", kind
	case "goroutines":
		first, m.spawns = !m.spawns, true
	case "logs":
		first, m.logs = !m.logs, true
	}
	return first
}
