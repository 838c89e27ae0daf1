package summary

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// Unknown is the kind of a call about which nothing can be known. It comes after
// all others, and is told within the package alone: facts stay small.
const Unknown catalog.Kind = "unknown"

// known drops what is unknown from a list of effects.
func known(effects []Effect) []Effect {
	return slices.DeleteFunc(slices.Clone(effects), func(e Effect) bool { return e.Kind == Unknown })
}

// certain lists the effects that a caller of fn has before fn returns, and that
// count wherever they happen: what is unknown does not.
func (p *Package) certain(fn *types.Func) []Effect {
	return slices.DeleteFunc(slices.Clone(p.effectsOf(fn)), func(e Effect) bool { return !e.counts() })
}

func (e Effect) counts() bool { return !e.Async && e.Kind != Unknown }

// unseen reports whether a call goes through an interface of the user's that
// nothing implements as far as the package can see. What is a transaction or
// carries one is known.
func (p *Package) unseen(t target) bool {
	return p.followed(t) && len(p.impls.of(t.fn)) == 0 && p.Role(t.fn.Signature().Recv().Type()) == catalog.NoRole
}

// calledValue tells of the call of a function value what the models say of its
// type, or that nothing can be known.
func (w *walker) calledValue(call *ast.CallExpr, callees []target) []Effect {
	t := w.pass.TypesInfo.TypeOf(call.Fun)
	kind, name := w.cat.CallKind(t), types.TypeString(t, nil)
	known := slices.ContainsFunc(callees, func(t target) bool { return t.fn != nil || t.lit != nil })
	switch {
	case kind != "" && !known:
	case len(callees) == 0 && w.opaqueValue(call.Fun, 0):
		kind, name = Unknown, types.ExprString(call.Fun)
	default:
		return nil
	}
	return []Effect{{Kind: kind, Name: name, Way: []Frame{w.frame(name, call.Pos())}}}
}

// opaqueValue reports whether a called expression is a function value of which
// nothing can be known: what a field, an element or a package-level variable
// holds. What a parameter holds, callers know.
func (w *walker) opaqueValue(e ast.Expr, depth int) bool {
	e = ast.Unparen(e)
	t := w.pass.TypesInfo.TypeOf(e)
	if t == nil || depth > maxChase || w.libraryType(t) {
		return false
	}
	if _, ok := t.Underlying().(*types.Signature); !ok && depth == 0 {
		return false
	}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		v, ok := w.object(e.Sel).(*types.Var)
		return ok && !w.covered(v.Pkg())
	case *ast.IndexExpr:
		_, generic := w.pass.TypesInfo.TypeOf(e.X).Underlying().(*types.Signature)
		return !generic
	case *ast.Ident:
		v, ok := w.object(e).(*types.Var)
		if !ok {
			return false
		}
		return isGlobal(v) || slices.ContainsFunc(w.defs[v], func(rhs ast.Expr) bool { return rhs != nil && w.opaqueValue(rhs, depth+1) })
	}
	return false
}

// libraryType reports whether a type is a named one of a package that the models
// cover, as context.CancelFunc is.
func (w *walker) libraryType(t types.Type) bool {
	named := namedOf(t)
	return named != nil && w.covered(named.Obj().Pkg())
}

func (p *Package) covered(pkg *types.Package) bool {
	return pkg == nil || p.cat.Covers(pkg.Path()) == catalog.Opaque
}
