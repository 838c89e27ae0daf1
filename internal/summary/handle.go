package summary

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/txlint/txlint/internal/catalog"
)

// Role says what a value of type t is for a transaction. Beside the types that
// the models know, a type of the user's is a transaction when it has a method
// that commits a transaction it holds and one that rolls it back; where another
// one opens a transaction on what it holds, it may be either.
func (p *Package) Role(t types.Type) catalog.Role {
	if t == nil {
		return catalog.NoRole
	}
	if r := p.cat.Role(t); r != catalog.NoRole {
		return r
	}
	return p.wraps(t)
}

// wraps tells by the methods of t whether it wraps a transaction.
func (p *Package) wraps(t types.Type) catalog.Role {
	named := namedOf(t)
	if named == nil || named.Obj().Pkg() == nil || !p.seesHandles() {
		return catalog.NoRole
	}
	if p.asked != nil {
		p.asked(named.Obj())
	}
	if role, known := p.wrappers[named]; known {
		return role
	}
	if p.impls == nil && types.IsInterface(named) {
		return catalog.NoRole // what implements it is not known yet
	}
	role := catalog.NoRole
	if p.cat.Covers(named.Obj().Pkg().Path()) != catalog.Opaque {
		role = p.wrapper(named)
	}
	p.wrappers[named] = role
	return role
}

// RenewRoles makes Role look anew at what the methods of types do, which is found
// out while the package is analysed (see Summary.OnReceiver), and returns the
// types that have another role now.
func (p *Package) RenewRoles() (changed []types.Object) {
	old := p.wrappers
	p.wrappers = map[*types.Named]catalog.Role{}
	for named, role := range old {
		if p.wraps(named) != role {
			changed = append(changed, named.Obj())
		}
	}
	return changed
}

func (p *Package) wrapper(named *types.Named) catalog.Role {
	var all OnReceiver
	for _, fn := range p.methods(named) {
		does := p.onReceiver(fn)
		all.Commits = all.Commits || does.Commits
		all.RollsBack = all.RollsBack || does.RollsBack
		all.Opens = all.Opens || does.Opens
	}
	switch {
	case !all.Commits || !all.RollsBack:
		return catalog.NoRole
	case all.Opens:
		return catalog.Either
	}
	return catalog.Tx
}

// seesHandles reports whether the package can have to do with a transaction at
// all: it imports, directly or not, a package of the models that has one.
func (p *Package) seesHandles() bool {
	if p.handles == nil {
		seen := map[*types.Package]bool{}
		var visit func(pkg *types.Package) bool
		visit = func(pkg *types.Package) bool {
			if seen[pkg] {
				return false
			}
			seen[pkg] = true
			return p.cat.TellsTypes(pkg) || slices.ContainsFunc(pkg.Imports(), visit)
		}
		found := visit(p.pass.Pkg)
		p.handles = &found
	}
	return *p.handles
}

// methods lists the methods of a type, promoted ones included; of an
// interface, those of the types that implement it and can be seen.
func (p *Package) methods(named *types.Named) []*types.Func {
	if fns, known := p.methodsOf[named]; known {
		return fns
	}
	var fns []*types.Func
	if iface, ok := named.Underlying().(*types.Interface); ok {
		for m := range iface.Methods() {
			if m.Pkg() != nil {
				fns = append(fns, p.impls.of(m)...)
			}
		}
	} else {
		for sel := range types.NewMethodSet(types.NewPointer(named)).Methods() {
			if fn, ok := sel.Obj().(*types.Func); ok {
				fns = append(fns, fn.Origin())
			}
		}
	}
	p.methodsOf[named] = fns
	return fns
}

// OnReceiver is what a method does, on some way, to the transaction that its
// receiver is or holds; Opens says that it opens one, no savepoint, on what the
// receiver holds, and returns it.
type OnReceiver struct{ Commits, RollsBack, Opens bool }

func (p *Package) onReceiver(fn *types.Func) OnReceiver {
	does := p.Of(fn).OnReceiver()
	if m, ok := p.cat.Func(fn); ok {
		does.Commits = m.Ends != nil && m.Ends.Commit
		does.RollsBack = m.Ends != nil && !m.Ends.Commit
	}
	return does
}

// OnReceiver tells what a method does to its receiver.
func (s *Summary) OnReceiver() (does OnReceiver) {
	if s == nil {
		return does
	}
	does.Opens = s.Opens != nil && s.Opens.Pool != nil && s.Opens.Pool.Arg == catalog.Recv
	for _, param := range s.Params {
		if param.Arg != catalog.Recv {
			continue
		}
		for _, o := range param.Outcomes {
			does.Commits = does.Commits || o.Life == Committed
			does.RollsBack = does.RollsBack || o.Life == RolledBack
		}
	}
	return does
}

func namedOf(t types.Type) *types.Named {
	t = types.Unalias(t)
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	named, _ := t.(*types.Named)
	return named
}

// Handed reports whether fn is handed an open transaction: it has a parameter
// whose type can be nothing else.
func (p *Package) Handed(fn *types.Func) bool {
	params := fn.Signature().Params()
	for i := range params.Len() {
		if p.Role(params.At(i).Type()) == catalog.Tx {
			return true
		}
	}
	return false
}

// noReturn tells functions whose last statement calls one that never returns,
// and which have no other way out.
func (p *Package) noReturn(fd *ast.FuncDecl) string {
	if fd.Type.Results != nil || len(fd.Body.List) == 0 {
		return ""
	}
	last, ok := fd.Body.List[len(fd.Body.List)-1].(*ast.ExprStmt)
	if !ok {
		return ""
	}
	call, ok := last.X.(*ast.CallExpr)
	if !ok {
		return ""
	}
	kind := p.NoReturn(calleeOf(p.pass.TypesInfo, call))
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			kind = ""
		}
		return true
	})
	return kind
}

// recovers reports whether a function calls recover itself: in a literal inside
// it, or in a function that it calls, it has no effect.
func (p *Package) recovers(fd *ast.FuncDecl) bool {
	found := false
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && p.pass.TypesInfo.Uses[id] == types.Universe.Lookup("recover") {
				found = true
			}
		}
		return !found
	})
	return found
}

func calleeOf(info *types.Info, call *ast.CallExpr) *types.Func {
	var id *ast.Ident
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		return nil
	}
	fn, _ := info.Uses[id].(*types.Func)
	return fn
}

// NoReturn says how a call of fn leaves the function, "" if it returns.
func (p *Package) NoReturn(fn *types.Func) string {
	if fn == nil {
		return ""
	}
	if m, ok := p.cat.Func(fn); ok {
		return m.NoReturn
	}
	if s := p.Of(fn); s != nil {
		return s.NoReturn
	}
	return ""
}
