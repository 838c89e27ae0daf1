package region

import (
	"go/types"
	"hash/fnv"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// A transaction that travels in a context is held by it as by a field, which has
// the key as its name.

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

// askedFor finds the handles that a function takes out of its context.
func (a *Analysis) askedFor(fn *ssa.Function, call ssa.CallInstruction, found map[summary.Loc]types.Type) {
	v, ok := call.(*ssa.Call)
	if !ok || !v.Call.IsInvoke() || v.Call.Method.FullName() != "(context.Context).Value" {
		return
	}
	key := keyName(v.Call.Args[0])
	loc, ok := a.fieldOf(fn, v.Call.Value)
	if key == "" || !ok {
		return
	}
	loc.Path += summary.Wrapped(key)
	for _, r := range *v.Referrers() {
		as, ok := r.(*ssa.TypeAssert)
		switch {
		case !ok:
		case a.Summaries.Role(as.AssertedType) != catalog.NoRole || a.maybeHandle(as.AssertedType):
			found[loc] = as.AssertedType
		default:
			a.fieldsOf(as.AssertedType, func(path string, t types.Type) {
				found[summary.Loc{Arg: loc.Arg, Path: loc.Path + path}] = t
			})
		}
	}
}

// inContext returns what a context has under a key, nil where that is not known.
func (e *env) inContext(ctx symbol, key string, depth int) symbol {
	if depth > maxWrap || key == "" {
		return nil
	}
	for _, f := range e.held(ctx) {
		if k, ok := summary.WrappedKey(f.path); ok && k == key {
			return f.held
		}
		if strings.HasPrefix(f.path, summary.Wrapped(key)+".") {
			return initial{cell{ctx, summary.Wrapped(key)}}
		}
	}
	for _, f := range e.held(ctx) {
		if _, ok := summary.WrappedKey(f.path); ok {
			if s := e.inContext(f.held, key, depth+1); s != nil {
				return s
			}
		}
	}
	return nil
}

// deriveContext puts into a context what the one has that a library makes it from.
func (m *machine) deriveContext(op operation, st *state) {
	call, ok := op.instr.(*ssa.Call)
	if !ok || op.fn.FullName() == "context.WithValue" {
		return
	}
	parent, ok := m.madeFrom(call)
	if v := ir.ResultOf(call, 0); ok && parent != nil && v != nil {
		if s := st.env.of(parent); m.carries(st.env, s, 0) {
			st.env.setCell(cell{v, summary.Wrapped("")}, s)
		}
	}
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
