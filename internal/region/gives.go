package region

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// maxGives bounds what a summary tells of results, and maxLeaves the handles
// that are looked for in a type, within maxLeafDepth fields.
const (
	maxGives     = 16
	maxLeaves    = 16
	maxLeafDepth = 3
)

// gives tells which handles of its arguments a function's results hold: at a
// path that is the same on every return, but for those of nil.
func (a *Analysis) gives(fn *ssa.Function) []summary.Giving {
	if ir.Object(fn) == nil {
		return nil
	}
	var list []summary.Giving
	for i := range fn.Signature.Results().Len() {
		if !a.mayHold(fn.Signature.Results().At(i).Type()) {
			continue
		}
		list = append(list, a.givesAt(fn, i)...)
	}
	return list[:min(len(list), maxGives)]
}

func (a *Analysis) givesAt(fn *ssa.Function, result int) []summary.Giving {
	var all []summary.Giving
	var looked []asked
	first := true
	for _, b := range fn.Blocks {
		ret := returnOf(b)
		if ret == nil || b == fn.Recover || isNilConst(ret.Results[result]) {
			continue
		}
		for _, v := range alternatives(ret.Results[result]) {
			if from := a.carried(v); from.ctx != nil {
				looked = append(looked, from)
				continue
			}
			gs := a.heldBy(fn, result, v)
			if first {
				all, first = gs, false
				continue
			}
			all = slices.DeleteFunc(all, func(g summary.Giving) bool { return !slices.Contains(gs, g) })
		}
	}
	if len(looked) == 0 {
		return all
	}
	return a.givesUnless(fn, all, looked)
}

// heldBy tells what one result holds.
func (a *Analysis) heldBy(fn *ssa.Function, result int, v ssa.Value) []summary.Giving {
	whole := a.originOf(v, "")
	written := a.writtenTo(whole.root)
	if loc, ok := locOf(fn, whole); ok && len(written) == 0 {
		return []summary.Giving{{Result: result, From: loc}}
	}
	var gs []summary.Giving
	for _, leaf := range a.leavesOf(v) {
		o := a.originOf(v, leaf)
		for path, val := range written {
			if rest, ok := below(leaf, path); ok && whole.path == "" {
				o = a.originOf(val, rest)
			}
		}
		if loc, ok := locOf(fn, o); ok {
			gs = append(gs, summary.Giving{Result: result, Path: leaf, From: loc})
		}
	}
	return gs
}

// writtenTo lists the handles that a function writes to the fields of what a
// parameter points to; nil values stand for what is not written once and always.
func (a *Analysis) writtenTo(v ssa.Value) map[string]ssa.Value {
	p, ok := v.(*ssa.Parameter)
	if !ok {
		return nil
	}
	written := map[string]ssa.Value{}
	for _, r := range *p.Referrers() {
		fa, ok := r.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		path := "." + fieldName(fa.X.Type(), fa.Field)
		for _, rr := range *fa.Referrers() {
			if s, ok := rr.(*ssa.Store); ok && s.Addr == ssa.Value(fa) && a.mayHold(s.Val.Type()) {
				if _, twice := written[path]; twice || s.Block() != p.Parent().Blocks[0] {
					written[path] = nil
				} else {
					written[path] = s.Val
				}
			}
		}
	}
	return written
}

func isNilConst(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// leavesOf lists the paths from a value to the handles in it: by its type
// before it became an interface, and by what is known of the function that
// made it.
func (sc *Scope) leavesOf(v ssa.Value) []string {
	for {
		m, ok := v.(*ssa.MakeInterface)
		if !ok {
			break
		}
		v = m.X
	}
	if !types.IsInterface(v.Type()) {
		return sc.leaves(v.Type())
	}
	call, index := callOf(v)
	if call == nil {
		return nil
	}
	fn := sc.staticCallee(call)
	if fn == nil {
		return nil
	}
	s, _ := sc.summary(fn)
	if s == nil {
		return nil
	}
	var paths []string
	for _, g := range s.Gives {
		if g.Result == index && g.Path != "" {
			paths = append(paths, g.Path)
		}
	}
	return paths
}

// callOf returns the call that a value is a result of, and which.
func callOf(v ssa.Value) (*ssa.Call, int) {
	switch x := v.(type) {
	case *ssa.Call:
		return x, 0
	case *ssa.Extract:
		call, _ := x.Tuple.(*ssa.Call)
		return call, x.Index
	}
	return nil, 0
}

// leaves lists the paths from a value of type t to the handles in it, of which
// statements can run: pools, what may be one, and what is prepared on one.
func (sc *Scope) leaves(t types.Type) []string {
	if paths, ok := sc.leafCache[t]; ok {
		return paths
	}
	var paths []string
	sc.addLeaves(t, "", 0, &paths)
	sc.leafCache[t] = paths
	return paths
}

func (sc *Scope) addLeaves(t types.Type, path string, depth int, paths *[]string) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth == maxLeafDepth || sc.isOpaque(t) {
		return
	}
	for f := range st.Fields() {
		if len(*paths) == maxLeaves {
			return
		}
		at := path + "." + f.Name()
		if sc.isLeaf(f.Type()) {
			*paths = append(*paths, at)
		} else {
			sc.addLeaves(f.Type(), at, depth+1, paths)
		}
	}
}

// isOpaque reports whether a type, or what it points to, is one of a library
// that the models cover.
func (sc *Scope) isOpaque(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && sc.Cat.Covers(named.Obj().Pkg().Path()) == catalog.Opaque
}

// isLeaf reports whether statements run on values of type t.
func (sc *Scope) isLeaf(t types.Type) bool {
	switch sc.Cat.Role(t) {
	case catalog.Pool, catalog.Session, catalog.Either:
		return true
	}
	if iface, ok := t.Underlying().(*types.Interface); ok {
		return iface.NumMethods() > 0 && slices.ContainsFunc(sc.pools, func(p types.Type) bool { return types.Implements(p, iface) })
	}
	return sc.isOpaque(t) && sc.executes(t)
}

// executes reports whether a method of a library's type runs a statement on its
// receiver.
func (sc *Scope) executes(t types.Type) bool {
	set := types.NewMethodSet(t)
	for i := range set.Len() {
		fn, ok := set.At(i).Obj().(*types.Func)
		if !ok {
			continue
		}
		if m, known := sc.Cat.Func(fn); known && m.Stmt != nil && !m.Stmt.Late && m.Stmt.On == catalog.Recv {
			return true
		}
	}
	return false
}

// mayHold reports whether a value of type t may be a handle or hold one.
func (sc *Scope) mayHold(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Interface:
		return !isError(t) && (u.NumMethods() > 0 || u.Empty())
	case *types.Pointer, *types.Struct:
		return sc.isLeaf(t) || sc.Summaries.Role(t) != catalog.NoRole || len(sc.leaves(t)) > 0
	}
	return false
}
