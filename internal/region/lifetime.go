package region

import (
	"go/constant"
	"go/types"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// A Lifetime says what cuts a transaction short, as far as constants tell. The
// zero Lifetime is not known.
type Lifetime struct {
	Endless bool          // nothing does
	Without bool          // and it is opened without a context
	Limit   time.Duration // a constant deadline, 0 for none

	param *ssa.Parameter // it lasts as long as this context
}

// Lifetime tells what cuts the transaction short.
func (t *Transaction) Lifetime() Lifetime { return t.machine.lifetime() }

func (m *machine) lifetime() Lifetime {
	if m.site.origin == Callback {
		return m.site.run.lasts
	}
	return m.site.lasts
}

// lastsAt tells how long a transaction lasts that a function of the user's
// opens with a context that callers find at a place.
func (sc *Scope) lastsAt(call ssa.CallInstruction, fn *types.Func, loc *summary.Loc) Lifetime {
	if loc == nil {
		return Lifetime{}
	}
	if v := argument(call, fn, loc.Arg); v != nil {
		return sc.lasts(v, 0)
	}
	return Lifetime{}
}

// runLasts tells how long the transaction lasts that a runner opens.
func (sc *Scope) runLasts(call ssa.CallInstruction, r summary.Run) Lifetime {
	fn := sc.staticCallee(call)
	if fn == nil {
		return Lifetime{}
	}
	model, ok := sc.Cat.Func(fn)
	if !ok {
		return sc.lastsAt(call, fn, r.Context)
	}
	if from := argument(call, fn, model.Runs.From); from != nil && sc.Summaries.Role(concrete(from)) == catalog.Tx {
		return Lifetime{} // a savepoint
	}
	return sc.lifetimeOf(call, fn, model.Runs.From)
}

// loc returns where callers of fn find the context, nil where they don't.
func (l Lifetime) loc(fn *ssa.Function) *summary.Loc {
	if l.param == nil || l.Limit != 0 || l.param.Parent() != fn {
		return nil
	}
	return &summary.Loc{Arg: argOf(fn, l.param)}
}

// lifetimeOf tells how long a transaction lasts that a call of the models opens
// on one of its arguments: as long as the context that the call takes, or else
// the one that the handle was made with.
func (sc *Scope) lifetimeOf(call ssa.CallInstruction, fn *types.Func, from int) Lifetime {
	if ctx := contextArg(call, fn); ctx != nil {
		return sc.lasts(ctx, 0)
	}
	handle := argument(call, fn, from)
	if handle == nil || !sc.takesContext(concrete(handle)) {
		return Lifetime{}
	}
	if sc.Summaries.Role(concrete(handle)) == catalog.Either {
		return sc.handleLasts(handle)
	}
	return Lifetime{Endless: true, Without: true}
}

// contextArg returns the first context among the arguments of a call, or nil.
func contextArg(call ssa.CallInstruction, fn *types.Func) ssa.Value {
	params := fn.Signature().Params()
	for i := range params.Len() {
		if isContext(params.At(i).Type()) {
			return argument(call, fn, i)
		}
	}
	return nil
}

// takesContext reports whether a handle can be told a context: it has a method
// that takes one and returns a handle.
func (sc *Scope) takesContext(t types.Type) bool {
	methods := types.NewMethodSet(t)
	for i := range methods.Len() {
		sig := methods.At(i).Type().(*types.Signature)
		if sig.Params().Len() == 0 || sig.Results().Len() == 0 || !isContext(sig.Params().At(0).Type()) {
			continue
		}
		switch sc.Summaries.Role(sig.Results().At(0).Type()) {
		case catalog.Tx, catalog.Either:
			return true
		}
	}
	return false
}

// handleLasts looks for the context in the calls that made a handle.
func (sc *Scope) handleLasts(v ssa.Value) Lifetime {
	for range maxOrigin {
		switch x := v.(type) {
		case *ssa.Call:
			fn := sc.staticCallee(x)
			if fn == nil {
				return Lifetime{}
			}
			if ctx := contextArg(x, fn); ctx != nil {
				return sc.lasts(ctx, 0)
			}
			model, ok := sc.Cat.Func(fn)
			if !ok || model.Derive == nil {
				return Lifetime{}
			}
			v = argument(x, fn, model.Derive.From)
		case *ssa.UnOp:
			if _, field := x.X.(*ssa.FieldAddr); field {
				return Lifetime{Endless: true, Without: true} // the pool that the program keeps
			}
			v = x.X
		case *ssa.Alloc:
			v, _ = ir.OnlyStore(x, "")
		case *ssa.FreeVar:
			v = ir.Binding(x)
		case *ssa.Global:
			return Lifetime{Endless: true, Without: true}
		default:
			return Lifetime{}
		}
	}
	return Lifetime{}
}

// lasts tells how long a context lasts.
func (sc *Scope) lasts(ctx ssa.Value, depth int) Lifetime {
	if depth > maxDepth {
		return Lifetime{}
	}
	switch x := ctx.(type) {
	case *ssa.Parameter:
		return Lifetime{param: x}
	case *ssa.MakeInterface:
		return sc.lasts(x.X, depth)
	case *ssa.ChangeInterface:
		return sc.lasts(x.X, depth)
	case *ssa.UnOp:
		return sc.lasts(x.X, depth)
	case *ssa.FreeVar:
		return sc.lasts(ir.Binding(x), depth+1)
	case *ssa.Alloc:
		v, _ := ir.OnlyStore(x, "")
		return sc.lasts(v, depth+1)
	case *ssa.Phi:
		return sc.eitherLasts(x.Edges, depth)
	case *ssa.Extract:
		if call, ok := x.Tuple.(*ssa.Call); ok && x.Index == 0 {
			return sc.madeLasts(call, depth)
		}
	case *ssa.Call:
		return sc.madeLasts(x, depth)
	}
	return Lifetime{}
}

// eitherLasts is what is known of one of several contexts.
func (sc *Scope) eitherLasts(list []ssa.Value, depth int) Lifetime {
	l := sc.lasts(list[0], depth+1)
	for _, v := range list[1:] {
		other := sc.lasts(v, depth+1)
		switch {
		case l == other:
		case l.Limit > 0 && other.Limit > 0:
			l.Limit = min(l.Limit, other.Limit)
		default:
			return Lifetime{}
		}
	}
	return l
}

// madeLasts tells how long the context lasts that a call makes.
func (sc *Scope) madeLasts(call *ssa.Call, depth int) Lifetime {
	fn := sc.staticCallee(call)
	if fn == nil {
		return Lifetime{}
	}
	args := call.Call.Args
	switch sc.Cat.Time(fn) {
	case catalog.Endless:
		return Lifetime{Endless: true}
	case catalog.Derived:
		return sc.lasts(args[0], depth+1)
	case catalog.Timeout:
		return sc.lasts(args[0], depth+1).within(duration(args[1]))
	case catalog.Deadline:
		return sc.lasts(args[0], depth+1).within(sc.until(args[1]))
	}
	return sc.returnedLasts(call, depth)
}

// within bounds a lifetime; a duration of 0 is not known, and then nothing is.
func (l Lifetime) within(d time.Duration) Lifetime {
	switch {
	case d <= 0:
		return Lifetime{}
	case l.Limit > 0:
		d = min(d, l.Limit)
	}
	return Lifetime{Limit: d}
}

// duration returns the value of a constant, else 0.
func duration(v ssa.Value) time.Duration {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.Int {
		return 0
	}
	return time.Duration(c.Int64())
}

// until returns how long it is to a time that is made by adding a constant to
// the present, else 0.
func (sc *Scope) until(v ssa.Value) time.Duration {
	call, ok := v.(*ssa.Call)
	if !ok || len(call.Call.Args) != 2 {
		return 0
	}
	if fn := sc.staticCallee(call); fn == nil || sc.Cat.Time(fn) != catalog.Later {
		return 0
	}
	if now, ok := call.Call.Args[0].(*ssa.Call); !ok || len(now.Call.Args) > 0 {
		return 0
	}
	return duration(call.Call.Args[1])
}

// returnedLasts tells how long the first result of a function of the package
// lasts.
func (sc *Scope) returnedLasts(call *ssa.Call, depth int) Lifetime {
	callee := call.Call.StaticCallee()
	if callee == nil {
		return Lifetime{}
	}
	var results []ssa.Value
	for _, b := range callee.Blocks {
		if ret := returnOf(b); ret != nil && b != callee.Recover {
			results = append(results, ret.Results[0])
		}
	}
	if len(results) == 0 {
		return Lifetime{}
	}
	l := sc.eitherLasts(results, depth+1)
	if l.param == nil {
		return l
	}
	for i, p := range callee.Params {
		if p == l.param && i < len(call.Call.Args) {
			outer := sc.lasts(call.Call.Args[i], depth+1)
			if l.Limit > 0 {
				return outer.within(l.Limit)
			}
			return outer
		}
	}
	return Lifetime{}
}
