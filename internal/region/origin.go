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
	root ssa.Value
	path string
}

func (o origin) known() bool { return o.root != nil }

// maxOrigin bounds how far a value is traced back.
const maxOrigin = 24

// originOf traces a value back to where it comes from: through local
// variables, captured ones, conversions, statements prepared on it, and
// functions that return what they were given.
func (sc *Scope) originOf(v ssa.Value, path string) origin {
	for range maxOrigin {
		switch x := v.(type) {
		case *ssa.Parameter:
			return origin{v, path}
		case *ssa.Global:
			return origin{v, path}
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return origin{}
			}
			v = x.X
		case *ssa.FieldAddr:
			path = "." + fieldName(x.X.Type(), x.Field) + path
			v = x.X
		case *ssa.Field:
			path = "." + fieldName(x.X.Type(), x.Field) + path
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
			call, ok := x.Tuple.(*ssa.Call)
			if !ok {
				return origin{}
			}
			from, rest, ok := sc.through(call, x.Index, path)
			if !ok {
				return origin{v, path}
			}
			v, path = from, rest
		case *ssa.Call:
			from, rest, ok := sc.through(x, 0, path)
			if !ok {
				return origin{v, path}
			}
			v, path = from, rest
		default:
			return origin{}
		}
	}
	return origin{}
}

// through finds the argument that a result of a call holds at a path.
func (sc *Scope) through(call *ssa.Call, index int, path string) (ssa.Value, string, bool) {
	fn := sc.staticCallee(call)
	if fn == nil {
		return nil, "", false
	}
	if model, ok := sc.Cat.Func(fn); ok {
		if model.Derive != nil && model.Derive.Result == index {
			if arg := argument(call, fn, model.Derive.From); arg != nil {
				return arg, path, true
			}
		}
		return nil, "", false
	}
	s, known := sc.summary(fn)
	if !known || s == nil {
		return nil, "", false
	}
	for _, p := range s.Params {
		for _, o := range p.Outcomes {
			for _, h := range o.Holders {
				if h.Result != index || h.Ends != "" {
					continue
				}
				if rest, ok := strings.CutPrefix(path, h.Path); ok {
					if arg := argument(call, fn, p.Arg); arg != nil {
						return arg, p.Path + rest, true
					}
				}
			}
		}
	}
	return nil, "", false
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

// locOf turns an origin into the place where callers of fn find it.
func locOf(fn *ssa.Function, o origin) (summary.Loc, bool) {
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
const maxPath = 4
