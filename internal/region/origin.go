package region

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/txlint/txlint/internal/catalog"
	"github.com/txlint/txlint/internal/ir"
	"github.com/txlint/txlint/internal/summary"
)

// An origin says where a handle comes from: a value that is made once (a
// parameter, a global, the result of a call) and the fields on the way from
// it. Two handles of equal origin are the same pool. The zero origin is none.
type origin struct {
	root   ssa.Value
	path   string
	unless asked // a context that may carry another handle instead
}

// otherwise is the origin of a handle where its context carries none.
func (o origin) otherwise() origin { return origin{root: o.root, path: o.path} }

func (o origin) known() bool { return o.root != nil }

// maxOrigin bounds how far a value is traced back.
const maxOrigin = 24

// originOf traces what a value holds at a path of fields back to where it comes
// from: through local variables, captured ones, conversions, statements
// prepared on it, and functions that return what they find in their arguments.
// Of fields that always hold the same handle it names one.
func (sc *Scope) originOf(v ssa.Value, path string) origin {
	return sc.canonical(sc.trace(v, path, maxOrigin))
}

// trace is originOf, for a number of steps. What no value is traced to is of no
// origin.
func (sc *Scope) trace(v ssa.Value, path string, steps int) origin {
	for ; steps > 0; steps-- {
		switch x := v.(type) {
		case *ssa.Parameter, *ssa.Global:
			return origin{root: v, path: path}
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return origin{}
			}
			v = x.X
		case *ssa.FieldAddr:
			path = sc.step(x.X.Type(), x.Field) + path
			v = x.X
		case *ssa.Field:
			path = sc.step(x.X.Type(), x.Field) + path
			v = x.X
		case *ssa.FreeVar:
			if v = ir.Binding(x); v == nil {
				return origin{}
			}
		case *ssa.Alloc:
			held, rest := ir.OnlyStore(x, path)
			if held == nil {
				return origin{}
			}
			v, path = held, rest
		case *ssa.Extract:
			switch t := x.Tuple.(type) {
			case *ssa.Call:
				return sc.traceCall(t, x, x.Index, path, steps-1)
			case *ssa.TypeAssert:
				v = t.X
			default:
				return origin{}
			}
		case *ssa.Call:
			return sc.traceCall(x, x, 0, path, steps-1)
		case *ssa.Phi:
			return sc.tracePhi(x, path, steps/2)
		default:
			return origin{}
		}
	}
	return origin{}
}

// step returns a field as a step of a path: none where it is the handle around
// it, or bound to that.
func (sc *Scope) step(t types.Type, field int) string {
	if same, bound := sc.holds(t, field); same || bound {
		return ""
	}
	return "." + fieldName(t, field)
}

// tracePhi traces a value that is the same whichever way control came, unless it
// was taken out of a context.
func (sc *Scope) tracePhi(phi *ssa.Phi, path string, steps int) origin {
	var first origin
	var from asked
	for _, e := range phi.Edges {
		if x := sc.carried(e); x.ctx != nil {
			from = x
			continue
		}
		if e == ssa.Value(phi) {
			continue
		}
		o := sc.trace(e, path, steps)
		if !o.known() || first.known() && o != first {
			return origin{}
		}
		first = o
	}
	switch {
	case from.ctx == nil:
		return first
	case !first.known() || first.unless.ctx != nil:
		return origin{}
	}
	first.unless = from
	return first
}

// traceCall traces what a result of a call holds at a path: v is that result,
// which stands for itself where the callee is not known to return what it was
// given.
func (sc *Scope) traceCall(call *ssa.Call, v ssa.Value, index int, path string, steps int) origin {
	own := origin{root: v, path: path}
	fn := sc.staticCallee(call)
	if fn == nil {
		return own
	}
	if model, ok := sc.Cat.Func(fn); ok {
		if model.Derive == nil || model.Derive.Result != index {
			return own
		}
		if arg := argument(call, fn, model.Derive.From); arg != nil {
			return sc.trace(arg, sc.promoted(call, model.Derive.From)+path, steps)
		}
		return own
	}
	s, known := sc.summary(fn)
	if !known || s == nil {
		return own
	}
	for _, g := range s.Gives {
		rest, under := below(path, g.Path)
		if g.Result != index || !under {
			continue
		}
		if g.From.Arg == summary.GlobalArg {
			return sc.global(g.From.Path + rest)
		}
		if arg := argument(call, fn, g.From.Arg); arg != nil {
			o := sc.trace(arg, g.From.Path+rest, steps)
			if g.Unless.Is && o.unless.ctx != nil {
				return origin{}
			}
			if g.Unless.Is {
				o.unless = asked{argument(call, fn, g.Unless.Arg), g.Unless.Key}
			}
			return o
		}
	}
	return own
}

// below returns what is left of a path under another one.
func below(path, under string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(path, under)
	return rest, ok && (rest == "" || rest[0] == '.')
}

// promoted returns the fields on the way from the receiver of a call through an
// interface to the embedded value whose method runs, as far as it is known.
func (sc *Scope) promoted(call ssa.CallInstruction, arg int) string {
	common := call.Common()
	if !common.IsInvoke() || arg != catalog.Recv {
		return ""
	}
	t := concrete(common.Value)
	if types.IsInterface(t) {
		return ""
	}
	return sc.promotedPath(t, common.Method)
}

// argument returns an argument of a call as the catalogue counts them.
func argument(call ssa.CallInstruction, fn *types.Func, index int) ssa.Value {
	common := call.Common()
	if common.IsInvoke() {
		if index == catalog.Recv {
			return common.Value
		}
	} else if fn.Signature().Recv() != nil {
		index++
	}
	if index < 0 || index >= len(common.Args) {
		return nil
	}
	return common.Args[index]
}

// fromLoc finds in a call what its callee fn finds at a location.
func (sc *Scope) fromLoc(call ssa.CallInstruction, fn *types.Func, loc summary.Loc) origin {
	if loc.Arg == summary.GlobalArg {
		return sc.global(loc.Path)
	}
	if v := argument(call, fn, loc.Arg); v != nil {
		return sc.originOf(v, sc.promoted(call, loc.Arg)+loc.Path)
	}
	return origin{}
}

// poolOf is fromLoc for the callee of a call and a pool that may not be known.
func (sc *Scope) poolOf(call ssa.CallInstruction, loc *summary.Loc) origin {
	fn := sc.staticCallee(call)
	if loc == nil || fn == nil {
		return origin{}
	}
	o := sc.handle(sc.fromLoc(call, fn, *loc))
	if o.unless.ctx != nil {
		return origin{}
	}
	return o
}

// locOf turns an origin into the place where callers of fn find it.
func locOf(fn *ssa.Function, o origin) (summary.Loc, bool) {
	if o.unless.ctx != nil {
		return summary.Loc{}, false
	}
	switch root := o.root.(type) {
	case *ssa.Parameter:
		if root.Parent() == fn && strings.Count(o.path, ".") <= maxPath {
			return summary.Loc{Arg: argOf(fn, root), Path: o.path}, true
		}
	case *ssa.Global:
		return summary.Loc{Arg: summary.GlobalArg, Path: root.Pkg.Pkg.Path() + "." + root.Name() + o.path}, true
	}
	return summary.Loc{}, false
}

// maxPath bounds the fields on the way to a handle that summaries tell.
const maxPath = 5
