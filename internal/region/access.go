package region

import (
	"cmp"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/sqlite"
	"github.com/txlint/txlint/internal/summary"
)

// This file tells what the statements of a transaction would need of a SQLite
// database. Where the text of a statement is not constant, nobody knows.

// accessOf tells what a statement call needs.
func (sc *Scope) accessOf(call *ssa.Call) sqlite.Access {
	obj := sc.staticCallee(call)
	if obj == nil {
		return sqlite.Unknown
	}
	if model, ok := sc.Cat.Func(obj); ok {
		if model.Stmt == nil {
			return sqlite.Unknown
		}
		if sc.prepares(obj, model) {
			return sqlite.None
		}
		return sc.modelAccess(call, obj, model.Stmt)
	}
	s, known := sc.summary(obj)
	if !known || s == nil {
		return sqlite.Unknown
	}
	var all []sqlite.Access
	for _, p := range s.Params {
		if p.Stmts {
			all = append(all, p.Access)
		}
	}
	return sqlite.InTurn(all)
}

// modelAccess reads the text of a statement, or that of the statement that was
// prepared before.
func (sc *Scope) modelAccess(call *ssa.Call, obj *types.Func, stmt *catalog.Stmt) sqlite.Access {
	if stmt.SQL >= 0 {
		return textAccess(argument(call, obj, stmt.SQL))
	}
	on := argument(call, obj, stmt.On)
	if x, ok := on.(*ssa.Extract); ok {
		on = x.Tuple
	}
	prepared, ok := on.(*ssa.Call)
	if !ok {
		return sqlite.Unknown
	}
	maker := sc.staticCallee(prepared)
	if maker == nil {
		return sqlite.Unknown
	}
	model, _ := sc.Cat.Func(maker)
	if model.Stmt == nil || !sc.prepares(maker, model) {
		return sqlite.Unknown
	}
	return textAccess(argument(prepared, maker, model.Stmt.SQL))
}

func textAccess(v ssa.Value) sqlite.Access {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return sqlite.Unknown
	}
	var all []sqlite.Access
	for _, s := range sqlite.Statements(constant.StringVal(c.Value)) {
		all = append(all, s.Access)
	}
	return sqlite.InTurn(all)
}

// prepares reports whether a statement runs nothing yet: what it returns has
// methods that do.
func (sc *Scope) prepares(fn *types.Func, model catalog.Func) bool {
	if model.Derive == nil || model.Stmt.SQL < 0 || fn.Signature().Results().Len() <= model.Derive.Result {
		return false
	}
	made := types.NewMethodSet(fn.Signature().Results().At(model.Derive.Result).Type())
	for m := range made.Methods() {
		if method, ok := m.Obj().(*types.Func); ok {
			if of, ok := sc.Cat.Func(method); ok && of.Stmt != nil && !of.Stmt.Late && of.Stmt.SQL < 0 {
				return true
			}
		}
	}
	return false
}

// An access is a statement with what it needs.
type access struct {
	call *ssa.Call
	root ssa.Instruction
	kind sqlite.Access
}

// accesses lists the statements of the transaction, by position.
func (m *machine) accesses() []access {
	var all []access
	for call, s := range m.record.statements {
		all = append(all, access{call, s.root, m.accessOf(call)})
	}
	all = append(all, m.onSession()...)
	slices.SortFunc(all, func(a, b access) int { return cmp.Compare(a.call.Pos(), b.call.Pos()) })
	return all
}

// onSession lists the statements on the connection of a transaction that has no
// handle: what opened it returned the function that ends it.
func (m *machine) onSession() []access {
	if m.site.origin != Opened || !m.site.pool.known() || !m.finished() {
		return nil
	}
	var all []access
	for _, b := range m.site.root.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			obj := m.staticCallee(call)
			if obj == nil {
				continue
			}
			if model, _ := m.Cat.Func(obj); model.Stmt != nil && m.fromLoc(call, obj, summary.Loc{Arg: model.Stmt.On}) == m.site.pool {
				all = append(all, access{call, call, m.accessOf(call)})
			}
		}
	}
	return all
}

// finished reports whether a function that the opener returned ends the
// transaction.
func (m *machine) finished() bool {
	for _, o := range m.site.opens.Outcomes {
		for _, h := range o.Holders {
			if h.Ends == byError || h.Ends == byErrorOrPanic {
				return true
			}
		}
	}
	return false
}

// total tells what all statements of the transaction need, as a caller sees it
// that hands it in.
func (m *machine) total() sqlite.Access {
	all := m.accesses()
	if _, _, ok := m.upgrades(all); ok {
		return sqlite.Upgrade
	}
	for _, kind := range []sqlite.Access{sqlite.Locks, sqlite.Write, sqlite.Upgrade, sqlite.Unknown, sqlite.Read} {
		if slices.ContainsFunc(all, func(a access) bool { return a.kind == kind }) {
			return kind
		}
	}
	return sqlite.None
}

// upgrades finds a statement that reads before any other one needs something,
// and one after it that writes.
func (m *machine) upgrades(all []access) (read, write access, ok bool) {
	first := map[ssa.Instruction]bool{} // what decides the kind of lock before a read can
	for _, a := range all {
		if a.kind != sqlite.Read && a.kind != sqlite.None && a.kind != sqlite.Upgrade {
			first[a.root] = true
		}
	}
	reach := ir.NewReach(m.start())
	for _, r := range all {
		if r.kind != sqlite.Read && r.kind != sqlite.Upgrade || r.root.Parent() != m.site.root || !ir.Avoiding(m.start(), r.root, first) {
			continue
		}
		if r.kind == sqlite.Upgrade {
			return r, r, true
		}
		for _, w := range all {
			if (w.kind == sqlite.Write || w.kind == sqlite.Upgrade) && follows(reach, r, w) {
				return r, w, true
			}
		}
	}
	return access{}, access{}, false
}

// follows reports whether a statement can run after another one.
func follows(reach *ir.Reach, r, w access) bool {
	if r.root != w.root {
		return w.root.Parent() == r.root.Parent() && reach.To(r.root, w.root)
	}
	return r.call.Parent() == w.call.Parent() && ir.NewReach(nil).To(r.call, w.call)
}

// start returns the instruction from which the transaction is open.
func (m *machine) start() ssa.Instruction {
	if m.site.call != nil {
		return m.site.call
	}
	return m.site.root.Blocks[0].Instrs[0]
}

// An Upgrade is a statement that reads before any other, and one that writes
// after it.
type Upgrade struct{ Read, Write Place }

// upgrade tells rules of an upgrade, nil where there is none.
func (m *machine) upgrade() *Upgrade {
	if m.site.raw {
		return nil // the text says how it begins, and no data source name
	}
	read, write, ok := m.upgrades(m.accesses())
	if !ok {
		return nil
	}
	return &Upgrade{m.callPlace(read.call), m.callPlace(write.call)}
}

// madeBy returns the position of the call that returned the pool, NoPos where
// it comes from elsewhere.
func (s *site) madeBy() token.Pos {
	v := s.pool.root
	if x, ok := v.(*ssa.Extract); ok {
		v = x.Tuple
	}
	if call, ok := v.(*ssa.Call); ok && s.pool.path == "" {
		return call.Pos()
	}
	return token.NoPos
}
