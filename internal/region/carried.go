package region

import (
	"go/types"
	"hash/fnv"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// Functions that ask a context for a transaction fall back to a pool where it
// carries none: that is what happens to who calls them, inside a transaction
// that travels in a context, with another context.

// asked is a context that is asked for a handle, and the key.
type asked struct {
	ctx ssa.Value
	key string
}

// askedAt returns what a call asks, see asksContext.
func (sc *Scope) askedAt(call ssa.CallInstruction) asked {
	common := call.Common()
	if common.IsInvoke() && isContext(common.Value.Type()) {
		return asked{common.Value, keyName(common.Args[0])}
	}
	i := slices.IndexFunc(common.Args, func(v ssa.Value) bool { return isContext(v.Type()) })
	if i < 0 {
		return asked{}
	}
	key := ""
	if s, _ := sc.summary(sc.staticCallee(call)); s != nil {
		key = s.Key
	}
	return asked{common.Args[i], key}
}

// keyOf returns the key under which a call puts a value into a context.
func (m *machine) keyOf(call *ssa.Call) string {
	if fn := m.staticCallee(call); fn == nil || fn.FullName() != "context.WithValue" {
		return ""
	}
	return keyName(call.Call.Args[1])
}

// keyName names the key of a value in a context: a value of a type of its own,
// or a variable that holds it. It is "" where that is not known.
func keyName(v ssa.Value) string {
	if x, ok := v.(*ssa.MakeInterface); ok {
		if v = x.X; isEmptyStruct(v.Type()) {
			return hash(v.Type().String())
		}
	}
	switch x := v.(type) {
	case *ssa.Const:
		if x.Value != nil {
			return hash(x.Type().String() + x.Value.ExactString())
		}
	case *ssa.Global:
		return hash("&" + x.String())
	case *ssa.UnOp:
		if g, ok := x.X.(*ssa.Global); ok {
			return hash(g.String())
		}
	}
	return ""
}

func isEmptyStruct(t types.Type) bool {
	s, ok := t.Underlying().(*types.Struct)
	return ok && s.NumFields() == 0
}

// hash makes a step of a path of a name: names have dots.
func hash(name string) string {
	h := fnv.New64a()
	h.Write([]byte(name))
	return strconv.FormatUint(h.Sum64(), 36)
}

// carried returns the context that a handle was taken out of, and out of nothing
// else.
func (sc *Scope) carried(v ssa.Value) asked {
	for range maxOrigin {
		switch x := v.(type) {
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.Extract:
			v = x.Tuple
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.UnOp:
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.Call:
			if !sc.asksContext(x) || sc.fallsBack(x) {
				return asked{}
			}
			return sc.askedAt(x)
		default:
			return asked{}
		}
	}
	return asked{}
}

// fallsBack reports whether a call that asks a context gives something else where
// that carries nothing.
func (sc *Scope) fallsBack(call *ssa.Call) bool {
	s, _ := sc.summary(sc.staticCallee(call))
	return s != nil && slices.ContainsFunc(s.Gives, func(g summary.Giving) bool { return g.Unless.Is })
}

// alternatives lists the values that a value may be by the way that control came.
func alternatives(v ssa.Value) []ssa.Value {
	phi, ok := v.(*ssa.Phi)
	if !ok || slices.ContainsFunc(phi.Edges, func(e ssa.Value) bool { _, again := e.(*ssa.Phi); return again }) {
		return []ssa.Value{v}
	}
	return phi.Edges
}

// givesUnless says of what a function gives that a context may carry it instead.
func (a *Analysis) givesUnless(fn *ssa.Function, gives []summary.Giving, looked []asked) []summary.Giving {
	unless := a.sameCarrier(fn, looked)
	if !unless.Is {
		return nil
	}
	for i := range gives {
		gives[i].Unless = unless
	}
	return gives
}

// unlessCarried says of the uses of a function that they happen unless the
// context that it asks carries a transaction. Where that is not known, nothing
// is told.
func unlessCarried(uses []*ownUse, unless summary.Carrier) []*ownUse {
	if !unless.Is {
		return nil
	}
	uses = slices.DeleteFunc(uses, func(u *ownUse) bool { return u.Unless.Is && u.Unless.Arg != unless.Arg })
	for _, u := range uses {
		u.Unless = unless
	}
	return uses
}

// sameCarrier returns the parameter that all that is asked is: none where it is
// no parameter, or there are several.
func (a *Analysis) sameCarrier(fn *ssa.Function, looked []asked) summary.Carrier {
	first, _ := a.carrier(fn, looked[0])
	for _, x := range looked[1:] {
		c, _ := a.carrier(fn, x)
		if c.Key != first.Key {
			first.Key = ""
		}
		if c.Is != first.Is || c.Arg != first.Arg {
			return summary.Carrier{}
		}
	}
	return first
}

// carrier returns the parameter that a context of a function is, or is made
// from: none where it comes from nowhere. It reports whether that is known.
func (sc *Scope) carrier(fn *ssa.Function, from asked) (summary.Carrier, bool) {
	ctx := from.ctx
	for range maxOrigin {
		switch x := ctx.(type) {
		case nil:
			return summary.Carrier{}, true
		case *ssa.Parameter:
			if x.Parent() != fn || !isContext(x.Type()) {
				return summary.Carrier{}, false
			}
			return summary.Carrier{Is: true, Arg: argOf(fn, x), Key: from.key}, true
		case *ssa.UnOp, *ssa.FreeVar:
			p := passedOnParam(x)
			if p == nil {
				return summary.Carrier{}, false
			}
			ctx = p
		case *ssa.Extract:
			ctx = x.Tuple
		case *ssa.Call:
			parent, ok := sc.madeFrom(x)
			if !ok {
				return summary.Carrier{}, false
			}
			ctx = parent
		default:
			return summary.Carrier{}, false
		}
	}
	return summary.Carrier{}, false
}

// madeFrom returns the context from which a library makes another one, nil for
// the first. It reports whether the call is one that does.
func (sc *Scope) madeFrom(call *ssa.Call) (ssa.Value, bool) {
	fn := sc.staticCallee(call)
	if fn == nil || fn.Pkg() == nil || sc.Cat.Covers(fn.Pkg().Path()) != catalog.Opaque || fn.Signature().Recv() != nil && !takesContext(fn) {
		return nil, false
	}
	results := fn.Signature().Results()
	if results.Len() == 0 || !isContext(results.At(0).Type()) {
		return nil, false
	}
	return contextArg(call, fn), true
}

// carrierOf returns the context in a call that may carry what a callee uses: the
// one that the callee asks, or that the handle was asked from.
func (sc *Scope) carrierOf(c callee, o origin, unless summary.Carrier) (asked, bool) {
	if !unless.Is {
		return o.unless, true
	}
	if o.unless.ctx != nil || sc.staticCallee(c.call) != c.fn && !c.call.Common().IsInvoke() {
		return asked{}, false
	}
	ctx := argument(c.call, c.fn, unless.Arg)
	return asked{ctx, unless.Key}, ctx != nil
}

// onPool reports whether a use is one of the pool that the transaction was
// opened on, and not of the transaction. Of who looks for it in a context under
// the very key it is known.
func (m *machine) onPool(u poolUse, st state) bool {
	same := m.site.pool.known() && u.origin == m.site.pool
	if u.unless.ctx == nil {
		return same
	}
	key, travels := m.travels(st)
	return travels && (same || key != "" && u.unless.key == key) && m.outside(u.unless.ctx, st)
}

// outside reports whether a context is known not to carry the transaction,
// which travels in another one: it was made before that one was.
func (m *machine) outside(ctx ssa.Value, st state) bool {
	return !m.carries(st.env, st.env.of(ctx), 0) && m.before(ctx, maxOrigin)
}

// travels reports whether the transaction is in a context, and under which key.
func (m *machine) travels(st state) (key string, ok bool) {
	switch m.site.origin {
	case Callback:
		p := param(m.site.root, m.site.loc.Arg)
		key, _ = summary.WrappedKey(m.site.loc.Path)
		return key, p != nil && isContext(p.Type())
	case Opened:
		for c, held := range st.env.allCells() {
			if k, is := summary.WrappedKey(c.path); is && held == symbol(txSymbol{}) {
				return k, true
			}
		}
	}
	return "", false
}

// before reports whether a context was there before the transaction was put into
// another: it is the background, or belongs to a function around the region.
func (m *machine) before(ctx ssa.Value, steps int) bool {
	if steps == 0 {
		return false
	}
	switch x := ctx.(type) {
	case *ssa.Parameter:
		return m.encloses(x.Parent())
	case *ssa.FreeVar:
		v := ir.Binding(x)
		return v != nil && m.before(v, steps-1)
	case *ssa.UnOp:
		return m.before(x.X, steps-1)
	case *ssa.Alloc:
		return m.assignedBefore(x, steps)
	case *ssa.Extract:
		return m.before(x.Tuple, steps-1)
	case *ssa.Call:
		if m.site.origin == Callback && m.encloses(x.Parent()) {
			return true
		}
		parent, ok := m.madeFrom(x)
		return ok && (parent == nil || m.before(parent, steps-1))
	}
	return false
}

// assignedBefore is before for all that is assigned to a variable.
func (m *machine) assignedBefore(v *ssa.Alloc, steps int) bool {
	if !m.encloses(v.Parent()) {
		return false
	}
	for _, val := range ir.Stored(v) {
		if val == nil || !m.before(val, steps/2) {
			return false
		}
	}
	return true
}

// encloses reports whether a function has the region in it: the one that opens the
// transaction, or one around the callback.
func (m *machine) encloses(fn *ssa.Function) bool {
	root := m.site.root
	if m.site.origin == Callback {
		root = root.Parent()
	}
	for ; root != nil; root = root.Parent() {
		if root == fn {
			return true
		}
	}
	return false
}
