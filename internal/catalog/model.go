package catalog

import (
	"go/types"
	"slices"
	"sync"
)

// pkgModel is what is known about one package, or each of a family.
type pkgModel struct {
	family   family
	coverage Coverage
	funcs    map[string]*funcModel // by "Get" or "Client.Do"
	rules    []*rule               // those of safe functions first
	byName   sync.Map              // of rules, those that hold for a name; see naming
	anywhere []*rule               // for functions of any package
	hooks    []*rule               // for methods of types of any package
	times    []*rule               // for functions that say how long a context lasts
	brief    []*rule               // for functions that take no time worth speaking of

	sqlite    *SQLite         // the package is a driver
	generated *pkgModel       // of packages that are generated for it
	declares  []string        // types that such a package declares
	roles     map[string]Role // by the name of a type
	funcTypes []funcTypes
	streams   map[string]Kind     // by the name of a type, a variable, or "Request.Body"
	fields    map[string][]string // the types in streams that have a field of that name
}

// funcTypes are named function types: calling a value of one is an effect.
type funcTypes struct {
	kind    Kind
	pattern string
}

// entry returns what the model says about fn, or nil: what it says by name, and
// of the rest what the first rule says that holds for fn.
func (p *pkgModel) entry(fn *types.Func) *funcModel {
	key := nameOf(fn)
	named := p.funcs[key]
	m := named
	if len(p.rules) == 0 || !fn.Exported() {
		return m
	}
	for _, r := range p.naming(key, fn) {
		if m.takes(r.verb) && r.hasTypes(fn.Pkg(), fn.Signature()) {
			if m == named {
				m = named.clone()
			}
			m.add(r.verb, r.kind, &r.options)
		}
	}
	return m
}

// naming lists the rules that hold for fn by its name alone. There can be
// hundreds of them, and the same functions are asked for again and again.
func (p *pkgModel) naming(key string, fn *types.Func) []*rule {
	if rules, known := p.byName.Load(key); known {
		return rules.([]*rule)
	}
	var rules []*rule
	for _, r := range p.rules {
		if r.naming(fn) {
			rules = append(rules, r)
		}
	}
	p.byName.Store(key, rules)
	return rules
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
	cursor   *options
	moves    bool
	calls    *options
	after    *options
	through  *options
	wraps    bool
	spawns   *options
	unlocks  bool
	noreturn string
	logs     bool
	provides bool
	nonnil   bool
	connects *options
}

// resolve fills in what the file leaves to the signature.
func (c *Catalog) resolve(m *funcModel, fn *types.Func) Func {
	s := signature{fn.Signature(), c}
	f := Func{Name: fn.FullName(), Effect: m.effect, Yields: m.yields, Wraps: m.wraps, Unlocks: m.unlocks, NoReturn: m.noreturn, Log: m.logs, NonNil: m.nonnil, Provides: m.provides}
	if o := m.opens; o != nil {
		f.Opens = &Open{Tx: or(o.tx, s.txResult), Err: or(o.err, s.errResult), From: or(o.from, s.handle), Ctx: or(o.ctx, s.context),
			ErrField: o.errfield, Finisher: o.finisher, NoEnd: o.noend, Write: or(o.write, none), Nested: o.nested, RollbackHarms: o.harms, Deferred: o.deferred}
	}
	if o := m.ends; o != nil {
		f.Ends = &End{Commit: m.commit, Tx: or(o.tx, s.handle), Err: or(o.err, s.errResult), ErrField: o.errfield, ByError: or(o.byerror, none)}
	}
	if o := m.runs; o != nil {
		callback := or(o.callback, s.callback)
		f.Runs = &Run{Callback: callback, Tx: or(o.tx, func() int { return s.callbackTx(callback) }), From: or(o.from, s.handle), Retried: o.retried, ReadOnly: o.readonly,
			Also: slices.Clone(o.also), Ends: o.ends, RollsBack: o.rollsback, Managed: o.managed, Nested: o.nested}
		f.Runs.Carried = s.carried(callback, f.Runs.Tx)
	}
	if o := m.stmt; o != nil {
		f.Stmt = &Stmt{On: or(o.on, s.handle), SQL: or(o.sql, s.text), Err: or(o.err, s.errResult), Late: o.late, Rows: o.rows, Busy: o.busy, Undo: o.undo, ErrField: o.errfield}
	}
	if o := m.derive; o != nil {
		f.Derive = &Derive{From: or(o.from, s.handle), Result: or(o.result, func() int { return 0 })}
	}
	if o := m.connects; o != nil {
		f.Connects = s.connects(o)
	}
	if o := m.cursor; o != nil {
		f.Cursor = &Cursor{On: or(o.on, func() int { return Recv }), Moves: m.moves}
	}
	if o := m.spawns; o != nil {
		f.Goroutine, f.Later = true, o.late
	}
	if o := m.calls; o != nil {
		f.Calls = orAll(o.args, s.callbacks)
	}
	if o := m.after; o != nil {
		f.AfterCommit = orAll(o.args, s.callbacks)
	}
	if o := m.through; o != nil {
		f.Through = orAll(o.args, s.streams)
	}
	return f
}

func none() int { return -1 }

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

func (m *funcModel) clone() *funcModel {
	if m == nil {
		return &funcModel{}
	}
	c := *m
	return &c
}

// takes tells whether a rule can add something of that verb: nothing is said
// yet, and nothing that contradicts it.
func (m *funcModel) takes(verb string) bool {
	switch {
	case m == nil:
		return true
	case verb == "safe":
		return !m.acts() && m.safe == ""
	case m.safe != "" && (verb == "effects" || verb == "through" || verb == "statements"):
		return false
	}
	c := *m
	return c.add(verb, "", &options{})
}

// acts tells whether calling the function does what safe functions don't.
func (m *funcModel) acts() bool {
	return m.effect != "" || m.through != nil && !m.wraps || m.stmt != nil
}

// said lists the keys under which the function stands.
func (m *funcModel) said() []string {
	var keys []string
	for key, given := range map[string]bool{
		"opens": m.opens != nil, "commits": m.ends != nil && m.commit, "rollbacks": m.ends != nil && !m.commit, "runs": m.runs != nil,
		"statements": m.stmt != nil, "derives": m.derive != nil, "closes": m.cursor != nil && !m.moves, "moves": m.moves,
		"unlocks": m.unlocks, "calls": m.calls != nil, "aftercommit": m.after != nil, "connects": m.connects != nil,
		"through": m.through != nil && !m.wraps, "wraps": m.wraps, "goroutines": m.spawns != nil, "logs": m.logs, "provides": m.provides, "nonnil": m.nonnil, "safe": m.safe != "",
		"effects " + string(m.effect): m.effect != "", "yields " + string(m.yields): m.yields != "", "noreturn " + m.noreturn: m.noreturn != "",
	} {
		if given {
			keys = append(keys, key)
		}
	}
	return keys
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
	case "closes", "moves":
		first, m.cursor, m.moves = m.cursor == nil, o, verb == "moves"
	case "calls":
		first, m.calls = m.calls == nil, o
	case "aftercommit":
		first, m.after = m.after == nil, o
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
		first, m.spawns = m.spawns == nil, o
	case "unlocks":
		first, m.unlocks = !m.unlocks, true
	case "provides":
		first, m.provides = !m.provides, true
	case "logs":
		first, m.logs = !m.logs, true
	case "connects":
		first, m.connects = m.connects == nil, o
	case "nonnil":
		first, m.nonnil = !m.nonnil, true
	}
	return first
}
